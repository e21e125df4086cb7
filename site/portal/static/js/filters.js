// Keeps empty choices out of the address, so that it can be shared: /videos/?theme=arts.

for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
}
