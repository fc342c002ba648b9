// An enhancement: filters, order, pages and searches change the list without loading the page again.
// What is fetched is the same page at the same address; whatever goes wrong, the browser goes there as it always did.

const main = document.querySelector("#contenu");
const announcer = document.createElement("p");
announcer.className = "sr";
announcer.setAttribute("role", "status");
document.body.append(announcer);
let running;
let awaited; // the link whose panel is to open; none once another list is asked for
let shown = location.pathname + location.search; // what the list answers now

/** How to find again, in the new list, what had the focus. */
function markOf(element) {
  if (!element || !main.contains(element)) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.name) return `[type="${element.type}"][name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]`;
  const label = element.closest("details")?.getAttribute("aria-label");
  return element.matches("summary") && label ? `details[aria-label="${CSS.escape(label)}"] > summary` : null;
}

/** Facets that the visitor opened or closed stay so. */
function keepOpen(fresh) {
  for (const facet of main.querySelectorAll("details.facet")) {
    const same = fresh.querySelector(`details.facet[aria-label="${CSS.escape(facet.getAttribute("aria-label"))}"]`);
    if (same) same.open = facet.open;
  }
}

/** Puts the focus where it was; where a link led to other results, at their head. Tells whether that head is read then. */
function focusAgain(mark, toHead) {
  const before = !toHead && mark && main.querySelector(mark);
  const head = main.querySelector(".results-head > :first-child");
  if (before) {
    before.focus({ preventScroll: true });
    return false;
  }
  head?.setAttribute("tabindex", "-1");
  head?.focus({ preventScroll: true });
  if (toHead) main.querySelector(".listing").scrollIntoView();
  return Boolean(head);
}

async function go(url, { push = true, toHead = false } = {}) {
  awaited = null;
  running?.abort();
  running = new AbortController();
  const region = main.querySelector("[data-live]");
  region?.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal: running.signal });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const content = fresh.querySelector("#contenu");
    if (!content?.querySelector("[data-live]")) throw new Error("not a list");
    const mark = markOf(document.activeElement);
    keepOpen(content);
    if (push) history.pushState(null, "", response.url);
    shown = location.pathname + location.search;
    document.title = fresh.title;
    main.replaceChildren(...content.childNodes);
    const languages = fresh.querySelector(".langs");
    if (languages) document.querySelector(".langs")?.replaceWith(languages);
    const isRead = focusAgain(mark, toHead);
    announcer.textContent = isRead ? "" : (main.querySelector(".results-head > :first-child")?.textContent ?? "");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

/** The address that a form leads to, without its empty fields. */
function addressOf(form, submitter) {
  const fields = [...new FormData(form, submitter)].filter(([name, value]) => value && (name !== "rayon" || form.autour?.value));
  const url = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
  url.search = new URLSearchParams(fields);
  return url;
}

const isHere = (url) => url.origin === location.origin && url.pathname === location.pathname;

/** All the values of a facet in a panel, with what is chosen by now, be it not asked for yet. */
async function openValues(link) {
  const page = new URL(link.href);
  const url = addressOf(link.closest("form"));
  url.pathname = page.pathname;
  if (page.searchParams.has("liste")) url.searchParams.set("liste", page.searchParams.get("liste"));
  link.setAttribute("aria-busy", "true");
  awaited = link;
  const isWanted = () => awaited === link;
  const show = (to) => (isHere(to) ? go(to, { toHead: true }) : location.assign(to));
  try {
    const { openPanel } = await import(document.querySelector("[data-values]").dataset.values);
    await openPanel(link, url, { addressOf, show, isWanted });
  } catch (error) {
    if (isWanted() && error.name !== "AbortError") location.assign(url);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

main.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !isHere(new URL(form.action))) return;
  event.preventDefault();
  go(addressOf(form, event.submitter), { toHead: true });
});
main.addEventListener("change", (event) => {
  const inSheet = event.target.closest(":popover-open");
  if (event.target.matches(".filters [type=checkbox]") && !inSheet) go(addressOf(event.target.form));
});
main.addEventListener("chosen", (event) => {
  if (!event.target.closest(":popover-open")) go(addressOf(event.target.form));
});
main.addEventListener("click", (event) => {
  const link = event.target.closest(".listing a[href]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const url = new URL(link.href);
  const isFacet = link.matches(".filters :is(.facet, .more)");
  if (!isFacet && (!isHere(url) || url.hash)) return;
  event.preventDefault();
  if (isFacet) openValues(link);
  else go(url, { toHead: Boolean(link.closest(".pages, .chosen, .empty")) });
});
addEventListener("popstate", () => {
  // A link to a part of the page is such a move too: then nothing is to be fetched.
  if (location.pathname + location.search === shown) return;
  document.querySelector(".values-panel")?.close("left");
  go(location.href, { push: false });
});
