// Nearer and farther, and about: by buttons, by keys, by wheel and by dragging. Without this the map shows the whole world.
(() => {
  "use strict";
  // Survives when the page is put in place anew for another moment.
  let box = null;

  const begin = () => {
    const frame = document.querySelector("[data-map]");
    const drawing = frame?.querySelector("svg.world");
    if (!drawing || frame.dataset.begun) return;
    frame.dataset.begun = "yes";
    const whole = drawing.getAttribute("viewBox").split(" ").map(Number);
    box ??= [...whole];
    const discs = [...drawing.querySelectorAll("circle")].map((disc) => [disc, Number(disc.getAttribute("r"))]);

    const draw = () => {
      const share = box[2] / whole[2];
      box[0] = Math.min(Math.max(box[0], whole[0]), whole[0] + whole[2] - box[2]);
      box[1] = Math.min(Math.max(box[1], whole[1]), whole[1] + whole[3] - box[3]);
      drawing.setAttribute("viewBox", box.map((part) => part.toFixed(1)).join(" "));
      // Discs grow less than the land does, so that those beside each other come apart.
      for (const [disc, radius] of discs) disc.setAttribute("r", (radius * Math.sqrt(share)).toFixed(1));
    };

    const zoom = (factor, x = 0.5, y = 0.5) => {
      const width = Math.min(Math.max(box[2] * factor, whole[2] / 24), whole[2]);
      const height = width * whole[3] / whole[2];
      box[0] += (box[2] - width) * x;
      box[1] += (box[3] - height) * y;
      box[2] = width;
      box[3] = height;
      draw();
    };
    const move = (x, y) => {
      box[0] += x * box[2];
      box[1] += y * box[3];
      draw();
    };

    const buttons = document.createElement("p");
    buttons.className = "map-buttons";
    const button = (text, name, action) => {
      const element = document.createElement("button");
      element.type = "button";
      element.textContent = text;
      element.setAttribute("aria-label", name);
      element.addEventListener("click", action);
      buttons.append(element);
    };
    button("+", "Nearer", () => zoom(0.5));
    button("−", "Farther", () => zoom(2));
    button("←", "West", () => move(-0.25, 0));
    button("→", "East", () => move(0.25, 0));
    button("↑", "North", () => move(0, -0.25));
    button("↓", "South", () => move(0, 0.25));
    button("Whole world", "Whole world", () => { box = [...whole]; draw(); });
    frame.append(buttons);

    // A wheel scrolls the page, unless it is meant for the map.
    drawing.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const place = drawing.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 0.8 : 1.25, (event.clientX - place.left) / place.width,
        (event.clientY - place.top) / place.height);
    }, { passive: false });
    let from = null;
    drawing.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" && box[2] === whole[2]) return;
      from = [event.clientX, event.clientY];
      drawing.setPointerCapture(event.pointerId);
    });
    drawing.addEventListener("pointermove", (event) => {
      if (!from) return;
      const place = drawing.getBoundingClientRect();
      move((from[0] - event.clientX) / place.width, (from[1] - event.clientY) / place.height);
      from = [event.clientX, event.clientY];
    });
    for (const end of ["pointerup", "pointercancel"]) drawing.addEventListener(end, () => { from = null; });
    if (box[2] !== whole[2]) draw();
  };

  begin();
  document.addEventListener("shown", begin);
})();
