// The State's design system is told light or dark by an attribute: follow the reader's own choice.
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.setAttribute("data-fr-theme", dark.matches ? "dark" : "light");
follow();
dark.addEventListener("change", follow);
