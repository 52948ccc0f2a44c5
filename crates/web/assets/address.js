// The districts of the chosen region only. Without this script all stand there, under their regions.
"use strict";
(() => {
  const region = document.getElementById("address-region");
  const district = document.getElementById("address-district");
  if (!region || !district) return;
  const groups = [...district.querySelectorAll("optgroup")];

  function narrow() {
    const name = region.selectedOptions[0]?.label;
    const own = groups.find((group) => region.value && group.label === name);
    for (const group of groups) {
      if (!own || group === own) district.append(group);
      else group.remove();
    }
    // What was chosen in another region goes with it; a single district needs no choosing.
    if (own && !own.contains(district.selectedOptions[0])) district.value = "";
    if (own && own.children.length === 1) district.value = own.children[0].value;
  }

  region.addEventListener("change", narrow);
  narrow();
})();
