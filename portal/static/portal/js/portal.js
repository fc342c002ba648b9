// Enhancements only: every page works without this module.

/** Closes the open sub-menus on Escape (focus returns to their button) and on a click elsewhere. */
function closeMenus() {
  const open = () => document.querySelectorAll(".menu details[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
}

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

closeMenus();
playVideos();
