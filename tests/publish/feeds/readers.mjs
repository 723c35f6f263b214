// Two readers of calendars: one calendar a line comes in, as JSON; what each reader understood goes out, a line a calendar.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const require = createRequire(`${process.argv[2]}/`);
const ICAL = require("ical.js");
const nodeIcal = require("node-ical");

const seconds = (moment) => Math.round(moment.getTime() / 1000);
const text = (value) => (value && typeof value === "object" ? value.val : value) ?? "";

function icalJs(source) {
  const calendar = new ICAL.Component(ICAL.parse(source));
  const value = (component, name) => component.getFirstPropertyValue(name);
  const moment = (component, name) => seconds(value(component, name).toJSDate());
  return {
    name: value(calendar, "x-wr-calname"),
    method: value(calendar, "method") ?? "",
    events: calendar.getAllSubcomponents("vevent").map((event) => ({
      uid: value(event, "uid"),
      start: moment(event, "dtstart"),
      end: moment(event, "dtend"),
      stamp: moment(event, "dtstamp"),
      modified: moment(event, "last-modified"),
      sequence: value(event, "sequence"),
      status: value(event, "status"),
      transparency: value(event, "transp"),
      summary: value(event, "summary"),
      location: value(event, "location"),
      description: value(event, "description"),
      url: value(event, "url") ?? "",
      geo: value(event, "geo") ?? [],
      categories: event.getFirstProperty("categories").getValues(),
    })),
  };
}

function nodeIcalReads(source) {
  const parsed = nodeIcal.sync.parseICS(source);
  const { vcalendar } = parsed;
  return {
    name: text(vcalendar["WR-CALNAME"]),
    method: vcalendar.method ?? "",
    events: Object.values(parsed)
      .filter((component) => component.type === "VEVENT")
      .map((event) => ({
        uid: event.uid,
        start: seconds(event.start),
        end: seconds(event.end),
        stamp: seconds(event.dtstamp),
        modified: seconds(event.lastmodified),
        sequence: Number(event.sequence),
        status: event.status,
        transparency: event.transparency,
        summary: text(event.summary),
        location: text(event.location),
        description: text(event.description),
        url: text(event.url),
        geo: event.geo ? [event.geo.lat, event.geo.lon] : [],
        categories: event.categories,
      })),
  };
}

const safely = (reader, source) => {
  try {
    return reader(source);
  } catch (error) {
    return { error: String(error) };
  }
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const source = JSON.parse(line);
  console.log(JSON.stringify({ "ical.js": safely(icalJs, source), "node-ical": safely(nodeIcalReads, source) }));
}
