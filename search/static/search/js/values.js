// Enhancements of the page of a facet: its values are found while one types, where all of them are in the page;
// and lists show it in a panel (results.js imports this on the first click).

let running;

/** Letters without case or accents. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Finds values while one types, and keeps out of the results' address what served to find values. */
function enhance(form) {
  const letters = form.querySelector("#filtre");
  const find = form.querySelector(".values-find button");
  const isWhole = find && !letters.value && !form.querySelector("button[name=page]");
  if (isWhole) {
    const labels = [...form.querySelectorAll(".values-list label")];
    const counted = form.querySelector(".values-list output");
    const all = counted.textContent;
    find.hidden = true;
    letters.addEventListener("input", () => {
      const words = plain(letters.value).trim().split(/\s+/);
      const found = labels.filter((label) => {
        const text = plain(label.textContent);
        const isFound = words.every((word) => text.includes(word));
        label.hidden = !isFound && !label.firstElementChild.checked;
        return isFound;
      });
      counted.closest("fieldset").classList.toggle("sought", Boolean(words[0])); // no longer a tree
      counted.textContent = found.length < labels.length ? `${found.length} / ${all}` : all;
    });
  }
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "checkbox") return;
    event.preventDefault(); // the browser would press the first button, which finds values
    form.requestSubmit(form.querySelector("#montrer"));
  });
  form.addEventListener("submit", (event) => {
    if (isWhole && event.submitter === find) event.preventDefault(); // they are found already
    if (event.submitter?.hasAttribute("formaction")) return;
    for (const field of form.querySelectorAll("[name=filtre], [name=liste]")) field.disabled = true;
  });
}

/** The page of a facet at this address, to be shown in a panel. Of two that are asked for, the last one counts. */
async function read(url) {
  running?.abort();
  running = new AbortController();
  const response = await fetch(url, { signal: running.signal });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = page.querySelector("#contenu .values");
  if (!form) throw new Error("not the page of a facet");
  enhance(form);
  return { title: page.querySelector("h1").textContent, nodes: form.parentElement.childNodes };
}

/** An empty panel: its title, and the button of the filters that closes. */
function makePanel() {
  const dialog = document.createElement("dialog");
  const head = document.createElement("div");
  const title = document.createElement("h2");
  const close = document.querySelector(".filters-head button").cloneNode(true);
  for (const name of ["popovertarget", "popovertargetaction"]) close.removeAttribute(name);
  close.addEventListener("click", () => dialog.close());
  title.id = "valeurs-titre";
  dialog.className = "values-panel";
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.setAttribute("closedby", "any");
  head.className = "values-head";
  head.append(title, close);
  dialog.append(head);
  return { dialog, head, title };
}

/**
 * Shows the page of a facet above the list, unless `isWanted` says no longer once it is there; `show` receives the
 * address of the results chosen there.
 * Filters that are open as a sheet give way to it, and come back when it is closed without choosing.
 */
export async function openPanel(link, url, { addressOf, show, isWanted }) {
  const first = await read(url);
  if (!isWanted()) return;
  const sheet = link.closest(":popover-open");
  const { dialog, head, title } = makePanel();
  const fill = (page) => {
    title.textContent = page.title;
    dialog.replaceChildren(head, ...page.nodes);
  };
  const turn = async (to) => {
    dialog.setAttribute("aria-busy", "true");
    try {
      fill(await read(to));
      const news = dialog.querySelector(".values-list legend, .values .notice");
      news?.setAttribute("tabindex", "-1");
      news?.focus();
      dialog.removeAttribute("aria-busy");
    } catch (error) {
      if (error.name !== "AbortError") location.assign(to);
    }
  };
  dialog.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    const to = addressOf(event.target, event.submitter);
    if (event.submitter?.hasAttribute("formaction")) return turn(to);
    dialog.close("shown");
    show(to);
  });
  dialog.addEventListener("close", () => {
    running.abort();
    dialog.remove();
    if (dialog.returnValue) return;
    sheet?.showPopover();
    const links = [...document.querySelectorAll("#filtres a")]; // others by now, if the list changed meanwhile
    links.find((each) => each.pathname === link.pathname)?.focus();
  });
  fill(first);
  document.body.append(dialog);
  dialog.showModal();
}

const own = document.querySelector("#contenu .values");
if (own) enhance(own);
