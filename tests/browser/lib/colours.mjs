// Computed colours, for the checks that run in the page. Used by the keyboard and mode tests.

/** Adds `window.colours` to the page. */
export function bringColours(tab) {
  return tab.evaluate(() => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

    /** Red, green, blue and opacity, each 0–255, for a colour in any syntax. */
    const channels = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };

    /** The background colour of an element. */
    const behind = (element) => {
      for (let e = element; e; e = e.parentElement) {
        const colour = channels(getComputedStyle(e).backgroundColor);
        if (colour[3] > 127) return colour;
      }
      return channels("Canvas");
    };

    const luminance = (colour) => {
      const [r, g, b] = colour.slice(0, 3).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };

    /** The WCAG contrast of two colours, 1–21. */
    const contrast = (a, b) => {
      const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
      return (light + 0.05) / (dark + 0.05);
    };

    window.colours = { channels, behind, contrast };
  });
}
