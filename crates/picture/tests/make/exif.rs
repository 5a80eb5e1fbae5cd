//! EXIF as cameras write it, with the place and more that nobody else is to see.

/// What must not be found in any variant: texts from the fields that give people away.
pub const SECRETS: [&str; 5] = ["Ada Breeder", "SN-4711-0815", "Secret Camera", "48.137N", "secret-place"];

struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    value: Vec<u8>,
}

/// A TIFF structure in one of the two orders of bytes.
#[derive(Clone, Copy)]
pub struct Exif {
    pub big_endian: bool,
    pub orientation: u16,
    pub taken: &'static str,
    pub offset: Option<&'static str>,
}

impl Default for Exif {
    fn default() -> Self {
        Self { big_endian: false, orientation: 1, taken: "2024:05:17 14:03:22", offset: Some("+02:00") }
    }
}

impl Exif {
    pub fn tiff(self) -> Vec<u8> {
        let camera = |pointers: [u32; 2]| {
            vec![
                self.text(0x010f, "Secret Camera"),
                self.short(0x0112, self.orientation),
                self.text(0x013b, "Ada Breeder"),
                self.long(0x8769, pointers[0]),
                self.long(0x8825, pointers[1]),
            ]
        };
        // A directory is as long wherever its pointers lead.
        let photo_at = 8 + self.directory(8, camera([0, 0])).len();
        let photo = self.directory(photo_at, self.photo());
        let place_at = photo_at + photo.len();
        let place = vec![self.text(0x0001, "48.137N"), self.text(0x001d, "secret-place")];

        let mut tiff = if self.big_endian { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
        tiff.extend(self.u32(8));
        tiff.extend(self.directory(8, camera([photo_at, place_at].map(|at| at.try_into().unwrap()))));
        tiff.extend(photo);
        tiff.extend(self.directory(place_at, place));
        tiff
    }

    fn photo(self) -> Vec<Entry> {
        let mut photo = vec![self.text(0x9003, self.taken)];
        photo.extend(self.offset.map(|offset| self.text(0x9011, offset)));
        photo.push(self.text(0xa431, "SN-4711-0815"));
        photo
    }

    /// As it stands in a JPEG's segment.
    pub fn segment(self) -> Vec<u8> {
        [b"Exif\0\0".as_slice(), &self.tiff()].concat()
    }

    fn directory(self, at: usize, entries: Vec<Entry>) -> Vec<u8> {
        let mut directory = self.u16(entries.len().try_into().unwrap()).to_vec();
        let mut values = Vec::new();
        let values_at = at + 2 + 12 * entries.len() + 4;
        for Entry { tag, kind, count, mut value } in entries {
            directory.extend([self.u16(tag), self.u16(kind)].concat());
            directory.extend(self.u32(count));
            if value.len() > 4 {
                directory.extend(self.u32((values_at + values.len()).try_into().unwrap()));
                values.append(&mut value);
            } else {
                value.resize(4, 0);
                directory.append(&mut value);
            }
        }
        directory.extend([0; 4]);
        directory.append(&mut values);
        directory
    }

    fn text(self, tag: u16, text: &str) -> Entry {
        let value = [text.as_bytes(), b"\0"].concat();
        Entry { tag, kind: 2, count: value.len().try_into().unwrap(), value }
    }

    fn short(self, tag: u16, number: u16) -> Entry {
        Entry { tag, kind: 3, count: 1, value: self.u16(number).to_vec() }
    }

    fn long(self, tag: u16, number: u32) -> Entry {
        Entry { tag, kind: 4, count: 1, value: self.u32(number).to_vec() }
    }

    fn u16(self, number: u16) -> [u8; 2] {
        if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    fn u32(self, number: u32) -> [u8; 4] {
        if self.big_endian { number.to_be_bytes() } else { number.to_le_bytes() }
    }
}
