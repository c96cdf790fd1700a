// Questions that the tests ask of a page, as functions of the page alone. Each returns a list of what is wrong.
({
  contrast() {
    const wrong = new Set();
    // any CSS colour, as the screen shows it
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const parse = (text) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      return [r, g, b, a / 255];
    };
    const light = ([r, g, b]) => {
      const linear = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor);
        if (colour[3] > 0.99) return colour;
      }
      return [255, 255, 255, 1];
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.textContent.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(element);
      const a = light(parse(style.color)), b = light(behind(element));
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      const size = parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
      if (ratio < (large ? 3 : 4.5)) {
        wrong.add(`${ratio.toFixed(2)} ${element.tagName}.${element.className} ${node.textContent.trim().slice(0, 30)}`);
      }
    }
    return [...wrong];
  },

  structure() {
    const wrong = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    if (document.documentElement.lang === "") wrong.push("no language");
    if (!document.title) wrong.push("no title");
    for (const one of ["main", "h1", "body > header", "search"]) {
      if (all(one).length !== 1) wrong.push(`${all(one).length} of ${one}`);
    }
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) wrong.push(`h${next} after h${level}: ${heading.textContent}`);
      level = next;
    }
    const ids = all("[id]").map((element) => element.id);
    for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) wrong.push(`id ${id} twice`);
    for (const field of all("input:not([type=hidden]), select, textarea")) {
      if (!field.labels.length && !field.ariaLabel) wrong.push(`no label: ${field.name}`);
    }
    const name = (element) => (element.ariaLabel || element.textContent).trim();
    for (const element of all("a, button, summary").filter(shown)) if (!name(element)) wrong.push(`no name: ${element.outerHTML}`);
    const navs = all("nav, section[aria-label]").map((element) => element.ariaLabel);
    if (new Set(navs).size !== navs.length || navs.includes(null)) wrong.push(`landmarks: ${navs}`);
    for (const element of all("[tabindex]")) if (element.tabIndex > 0) wrong.push("positive tabindex");
    for (const element of all("ul > *, ol > *")) if (element.tagName !== "LI") wrong.push(`${element.tagName} in a list`);
    for (const element of all("[aria-describedby]")) {
      if (!document.getElementById(element.getAttribute("aria-describedby"))) wrong.push("describedby nothing");
    }
    for (const element of all("p p, p div, p ul, a a, button a, label label")) wrong.push(`nested ${element.outerHTML}`);
    return wrong;
  },

  // Links inside sentences are exempt, as in WCAG 2.5.5 and 2.5.8.
  targets() {
    const inline = "p:not(.meta) > a, dd a, footer a, li > a[dir], figure a, .hit h2 a";
    const wrong = [];
    for (const element of document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")) {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".skip, .why") || element.matches(inline)) continue;
      const held = element.matches("[type=checkbox]") ? element.closest("label") : element;
      const { width, height } = held.getBoundingClientRect();
      if (width < 40 || height < 43.5) wrong.push(`${Math.round(width)}x${Math.round(height)} ${element.outerHTML.slice(0, 90)}`);
    }
    return wrong;
  },
})
