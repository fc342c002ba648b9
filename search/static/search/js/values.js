// An enhancement of the page of a facet: its values are found while one types, where all of them are in the page.

const form = document.querySelector(".values");
const letters = form.querySelector("#filtre");
const labels = [...form.querySelectorAll(".values-list label")];
const isWhole = letters && !form.querySelector("button[name=page]") && !letters.value;

/** Letters without case or accents. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

if (isWhole) {
  letters.addEventListener("input", () => {
    const words = plain(letters.value).split(/\s+/);
    for (const label of labels) {
      const text = plain(label.textContent);
      label.hidden = !label.firstElementChild.checked && !words.every((word) => text.includes(word));
    }
  });
}
form.addEventListener("submit", (event) => {
  // Towards the results: what served to find values is not part of the query.
  if (event.submitter?.hasAttribute("formaction")) return;
  for (const field of form.querySelectorAll("[name=filtre], [name=liste]")) field.disabled = true;
});
