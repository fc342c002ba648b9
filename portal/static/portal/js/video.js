// An enhancement: without it the link opens the film itself. Loaded only where there is a film of ours.

/** Puts the player in place of the link to a film of ours: nothing is fetched before that click. */
function playVideos() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-video]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("video");
    Object.assign(player, { src: link.href, controls: true, autoplay: true, tabIndex: 0 });
    player.setAttribute("aria-label", link.dataset.video);
    if (link.dataset.captions) {
      const track = document.createElement("track");
      Object.assign(track, { kind: "captions", src: link.dataset.captions, srclang: document.documentElement.lang });
      track.default = true;
      player.append(track);
    }
    link.parentElement.replaceChildren(player);
    player.focus();
  });
}

playVideos();
