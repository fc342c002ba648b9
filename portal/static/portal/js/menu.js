// An enhancement: sub-menus open and close without it. Loaded only where there is one.

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

closeMenus();
