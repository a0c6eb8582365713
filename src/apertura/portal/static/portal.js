// What the forms do beyond being sent: a file can be dropped, its size is told at once, and how much of it has gone.
"use strict";
(() => {
  for (const place of document.querySelectorAll("[data-drop]")) {
    const field = place.querySelector("input[type=file]");
    const chosen = place.querySelector("[data-chosen]");
    const largest = Number(field.dataset.largest);
    const tell = () => {
      const [file] = field.files;
      const tooLarge = file && file.size > largest;
      field.setCustomValidity(tooLarge ? "El archivo es demasiado grande." : "");
      chosen.textContent = file
        ? `${file.name}, ${(file.size / 1048576).toFixed(1)} MB${tooLarge ? ": es demasiado grande." : ""}`
        : "";
    };
    field.addEventListener("change", tell);
    for (const name of ["dragenter", "dragover"]) {
      place.addEventListener(name, (event) => {
        event.preventDefault();
        place.classList.add("over");
      });
    }
    place.addEventListener("dragleave", () => place.classList.remove("over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      place.classList.remove("over");
      if (event.dataTransfer.files.length) {
        field.files = event.dataTransfer.files;
        tell();
      }
    });
  }

  for (const form of document.querySelectorAll("form[data-send]")) {
    form.addEventListener("submit", () => {
      const progress = form.querySelector("[data-progress]");
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", "Enviando y revisando");
      progress.replaceChildren("Enviando y revisando…", bar);
    });
  }

  const error = document.getElementById("error");
  if (error) error.focus();
})();
