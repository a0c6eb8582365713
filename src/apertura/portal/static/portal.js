// What the forms do beyond being sent: a file can be dropped, its size is told at once, and how much of it has gone.
"use strict";
(() => {
  const places = () => {
    for (const place of document.querySelectorAll("[data-drop]")) takeFile(place);
    for (const form of document.querySelectorAll("form[data-send]")) form.addEventListener("submit", send);
    for (const all of document.querySelectorAll("[data-all]")) tickAll(all);
    document.getElementById("error")?.focus();
  };

  const takeFile = (place) => {
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
  };

  const tickAll = (all) => {
    const each = [...all.closest("section").querySelectorAll("[data-suggestion]")];
    all.addEventListener("change", () => each.forEach((tick) => (tick.checked = all.checked)));
    for (const tick of each) {
      tick.addEventListener("change", () => (all.checked = each.every((other) => other.checked)));
    }
  };

  const send = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const action = event.submitter?.formAction || form.action;
    const asked = new XMLHttpRequest();
    const told = progress(form.querySelector("[data-progress]"), () => asked.abort());
    const buttons = [...form.querySelectorAll("button:not([data-cancel])")];
    const wake = (said) => {
      for (const button of buttons) button.disabled = false;
      told.end(said);
    };
    asked.upload.addEventListener("progress", (sent) => told.sent(sent.loaded / sent.total));
    asked.upload.addEventListener("load", told.judging);
    asked.addEventListener("load", () => show(asked, asked.responseURL !== action));
    asked.addEventListener("abort", () => wake("Se canceló: nada se entregó."));
    asked.addEventListener("error", () => wake("No llegó. Revise su conexión e inténtelo otra vez."));
    asked.open("POST", action);
    asked.send(new FormData(form, event.submitter));
    for (const button of buttons) button.disabled = true;
  };

  const progress = (place, cancel) => {
    const bar = document.createElement("progress");
    const share = document.createElement("span");
    const stop = document.createElement("button");
    const said = document.createTextNode("Enviando… ");
    // who listens hears what begins, and reads how far it is at the bar
    share.setAttribute("aria-hidden", "true");
    bar.setAttribute("aria-label", "Enviado");
    bar.max = 100;
    Object.assign(stop, { type: "button", className: "quiet", textContent: "Cancelar" });
    stop.dataset.cancel = "";
    stop.addEventListener("click", cancel);
    place.replaceChildren(said, share, bar, stop);
    return {
      sent: (part) => {
        bar.value = Math.floor(part * 100);
        share.textContent = `${bar.value} %`;
      },
      judging: () => {
        bar.removeAttribute("value");
        bar.setAttribute("aria-label", "Revisando");
        stop.remove();
        said.data = "Llegó completo. Revisando…";
        share.textContent = "";
      },
      end: (text) => place.replaceChildren(text),
    };
  };

  // the answer takes the page's place without being asked for again
  const show = (asked, elsewhere) => {
    const page = new DOMParser().parseFromString(asked.responseText, "text/html");
    if (page.querySelector("meta[http-equiv=refresh]")) {
      location.assign(asked.responseURL);
      return;
    }
    if (elsewhere) history.pushState({}, "", asked.responseURL);
    document.title = page.title;
    document.body.replaceWith(page.body);
    scrollTo(0, 0);
    const title = document.querySelector("main h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
    places();
  };
  addEventListener("popstate", () => location.reload());

  places();
})();
