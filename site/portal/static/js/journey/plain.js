// What a page offers to browsers without scripts gives way to what these scripts do.

export function hidePlain() {
  for (const plain of document.querySelectorAll("[data-plain]")) {
    plain.hidden = true;
    for (const input of plain.querySelectorAll("input")) input.disabled = true;
  }
}

