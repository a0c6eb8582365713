// MiniSearch and the Spanish stemmer of Snowball, for buscar.html.
import MiniSearch from "minisearch";
import { SpanishStemmer } from "snowball-stemmer.jsx/dest/spanish-stemmer.common.js";

const stemmer = new SpanishStemmer();

globalThis.Search = { MiniSearch, stem: (word) => stemmer.stemWord(word) };
