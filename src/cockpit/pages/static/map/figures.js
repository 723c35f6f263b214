// Figures of every commune, read once; names, département by département, when they are asked for.

const json = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

/** Code of a feature's number: 1004 is 01004, 120004 is 2A004 (see maillage.tiles.ids). */
export const codeOf = (number) => {
  const digits = String(number);
  return digits.length === 6 && digits.startsWith("20", 1)
    ? `2${"AB"[digits[0] - 1]}${digits.slice(3)}`
    : digits.padStart(5, "0");
};

const departementOf = (code) => (code.startsWith("97") ? code.slice(0, 3) : code.slice(0, 2));

/** Numbers of communes, and each measure with its values, classes and the numbers of each class. */
export async function load(config) {
  const [steps, ...columns] = await Promise.all([
    json(config.communes),
    ...config.measures.map((measure) => json(measure.address)),
  ]);
  let number = 0;
  const numbers = steps.map((step) => (number += step));
  const row = new Map(numbers.map((one, at) => [one, at]));
  config.measures.forEach((measure, at) => {
    measure.step = columns[at].step;
    measure.values = columns[at].values;
    measure.members = measure.light.map(() => []);
    const edges = measure.breaks.map((edge) => Math.round(edge / measure.step));
    measure.values.forEach((value, commune) => {
      if (value === null) return;
      let group = 0;
      while (group < edges.length && value >= edges[group]) group += 1;
      measure.members[group].push(numbers[commune]);
    });
  });
  return { numbers, row };
}

/** A commune's figure in words. */
export function inWords(config, measure, at) {
  const value = at === undefined ? null : measure.values[at];
  if (value === null) return config.texts.none;
  const digits = { minimumFractionDigits: measure.digits, maximumFractionDigits: measure.digits };
  return `${(value * measure.step).toLocaleString(config.language, digits)}\u202f${measure.unit}`;
}

const kept = new Map();

/** Name of a commune. */
export async function nameOf(config, code) {
  const departement = departementOf(code);
  if (!kept.has(departement)) kept.set(departement, json(`${config.names}${departement}.json`));
  return (await kept.get(departement))[code] ?? code;
}
