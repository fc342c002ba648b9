// An enhancement: suggestions under a field, after the combobox pattern of the ARIA practices. A suggestion opens its
// page; that of a field marked data-fill is written in it, and the field says so ("chosen").
// Without it the form searches as any form does. Nothing here waits for an answer before letting one type.

const DELAY = 120;
const known = new Map();
let timer, asked, announcer;

/** Where a field asks (`suggest`), and what is said before how many there are (`hint`). */
const asking = (input) => input.closest("[data-suggest]").dataset;

/** Says something to screen readers only. */
function announce(text) {
  if (!announcer) {
    announcer = document.createElement("p");
    announcer.className = "sr";
    announcer.setAttribute("role", "status");
    document.body.append(announcer);
  }
  announcer.textContent = text;
}

/** The list of a field, made with it: the field becomes a combobox, which screen readers say when it takes the focus. */
function listOf(input) {
  const id = `${input.id}-suggestions`;
  const made = document.getElementById(id);
  if (made) return made;
  const list = document.createElement("ul");
  Object.assign(list, { id, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.tabIndex = -1; // what scrolls takes the focus of the Tab key otherwise, then vanishes with it
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
  input.after(list);
  return list;
}

function close(input) {
  const list = listOf(input);
  clearTimeout(timer);
  asked?.abort();
  list.hidden = true;
  list.replaceChildren();
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function option(suggestion, id) {
  const item = document.createElement("li");
  const kind = document.createElement("span");
  item.id = id;
  item.className = `tone-${suggestion.type}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.url = suggestion.url;
  item.dataset.label = suggestion.label;
  item.append(suggestion.label);
  if (suggestion.type_label) {
    kind.textContent = suggestion.type_label;
    item.append(" ", kind);
  }
  return item;
}

function show(input, suggestions) {
  const list = listOf(input);
  list.replaceChildren(...suggestions.map((each, rank) => option(each, `${list.id}-${rank}`)));
  list.hidden = !suggestions.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
  if (!list.hidden) list.scrollIntoView({ block: "nearest" });
  announce(suggestions.length ? `${asking(input).hint} ${suggestions.length}` : "");
}

/** Opens what was chosen, or writes it in the field. */
function choose(input, item) {
  if (!("fill" in input.dataset)) return location.assign(item.dataset.url);
  input.value = item.dataset.label;
  close(input);
  input.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
}

async function suggest(input) {
  const text = input.value.trim();
  asked?.abort();
  if (text.length < 2) return close(input);
  asked = new AbortController();
  try {
    const url = new URL(asking(input).suggest, location);
    url.searchParams.set("q", text);
    if (!known.has(url.href)) {
      const response = await fetch(url, { signal: asked.signal });
      known.set(url.href, (await response.json()).suggestions);
    }
    if (document.activeElement === input && input.value.trim() === text) show(input, known.get(url.href));
  } catch {
    // Refused, interrupted or offline: the field still searches.
  }
}

function move(input, step) {
  const items = [...listOf(input).children];
  const rank = items.findIndex((item) => item.id === input.getAttribute("aria-activedescendant"));
  const next = items[rank < 0 ? (step > 0 ? 0 : items.length - 1) : rank + step];
  items[rank]?.setAttribute("aria-selected", "false");
  input.removeAttribute("aria-activedescendant");
  if (!next) return;
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
  input.setAttribute("aria-activedescendant", next.id);
}

function pressed(event) {
  const input = event.target;
  const isOpen = input.getAttribute("aria-expanded") === "true";
  const active = isOpen && document.getElementById(input.getAttribute("aria-activedescendant") ?? "");
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (isOpen) move(input, event.key === "ArrowDown" ? 1 : -1);
    else suggest(input);
  } else if (event.key === "Enter" && active) {
    event.preventDefault();
    choose(input, active);
  } else if (event.key === "Escape" && isOpen) {
    event.preventDefault();
    close(input);
  }
}

const FIELDS = "[data-suggest] :is([type=search], [data-fill])";
const isField = (element) => element.matches?.(FIELDS);
const prepare = () => document.querySelectorAll(FIELDS).forEach(listOf);

prepare();
// A list that changes without loading the page again brings new fields.
new MutationObserver(prepare).observe(document.querySelector("#contenu") ?? document.body, { childList: true });

document.addEventListener("input", (event) => {
  if (!isField(event.target)) return;
  clearTimeout(timer);
  timer = setTimeout(suggest, DELAY, event.target);
});
document.addEventListener("keydown", (event) => isField(event.target) && pressed(event));
document.addEventListener("focusout", (event) => isField(event.target) && close(event.target));
document.addEventListener("submit", (event) => event.target.querySelectorAll("[role=combobox]").forEach(close));
// The list takes no focus: the field keeps it, so that a touch or a click chooses before the list closes.
document.addEventListener("pointerdown", (event) => event.target.closest?.(".suggestions") && event.preventDefault());
document.addEventListener("mousedown", (event) => event.target.closest?.(".suggestions") && event.preventDefault());
document.addEventListener("click", (event) => {
  const item = event.target.closest?.(".suggestions [role=option]");
  if (item) choose(item.parentElement.previousElementSibling, item);
});
