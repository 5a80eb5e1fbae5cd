// The people of the demo data who sign in for measurements: [e-mail, vivarium].
export const password = "slow-tortoise-basks-at-noon";
export const people = [
  ["robin@example.com", "riverside-reptiles"],
  ["curator@example.com", "riverside-reptiles"],
  ["handler@example.com", "riverside-reptiles"],
  ["keeper@example.com", "riverside-reptiles"],
  ["lena@example.com", "bergland-geckos"],
  ["marco@example.com", "sonoran-serpents"],
  ["aisha@example.com", "tidewater-giants"],
  ["tom@example.com", "ember-dragons"],
  ["sofia@example.com", "nocturne-morphs"],
];
