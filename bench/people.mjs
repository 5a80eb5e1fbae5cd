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
// Staff of the demo data, and the second factor of each (`reptidex seed --print-logins`).
export const staff = ["support@example.com", "moderator@example.com", "administrator@example.com"];
export const secondFactor = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
