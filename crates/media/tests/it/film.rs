//! Films made by code: containers as cameras write them, with everything in them that tells of their owner. Their pictures are none.
#![allow(dead_code, reason = "not each of them is of use everywhere")]

/// What the files below tell.
pub const SECRETS: [&str; 7] =
    ["+48.1371+011.5754/", "iPhone of Ada", "GPS5-48.1371", "serial-0451", "Ada Lovelace", "C:/Users/ada", "her-diary"];
/// What pages play of them.
pub const PLAYED: [&str; 4] = ["picture-0", "picture-1", "sound-0", "sound-1"];

/// How a fragment says where its samples lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// Counted from the fragment, each sample with its size; between them lies what nobody plays.
    Fragment,
    /// The same, counted from the beginning of the file.
    File,
    /// The second track's behind the first's, without saying where; sizes are the tracks', and none says when it begins.
    Behind,
    /// The same, and the second says where: players don't agree from where that counts.
    Vague,
    /// No sample says how large it is.
    NoSize,
    /// None says where it is.
    NoPlace,
    /// Behind the end of the media.
    Outside,
}

/// A film as MP4.
#[derive(Debug, Clone)]
pub struct Film {
    pub seconds: u32,
    pub width: u16,
    pub height: u16,
    pub coding: &'static [u8; 4],
    /// Seen upright, though it lies on its side.
    pub turned: bool,
    /// A track with the places where it was taken.
    pub beside: bool,
    /// It comes in fragments, and nobody says how long it is.
    pub fragments: bool,
    pub places: Places,
    /// Another number is another film.
    pub number: u8,
}

impl Default for Film {
    fn default() -> Self {
        Self {
            seconds: 5,
            width: 640,
            height: 360,
            coding: b"avc1",
            turned: false,
            beside: true,
            fragments: false,
            places: Places::Fragment,
            number: 0,
        }
    }
}

pub fn atom(kind: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let len = u32::try_from(body.len() + 8).expect("a small box");
    [&len.to_be_bytes()[..], kind, &body].concat()
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// 17 May 2024, in seconds from 1904.
const MADE: u32 = 2_082_844_800 + 1_715_947_200;

/// A track of one sample a chunk.
struct Track<'a> {
    id: u32,
    kind: &'a [u8; 4],
    entry: Vec<u8>,
    samples: &'a [&'a [u8]],
    offsets: Vec<u32>,
}

impl Film {
    pub fn bytes(&self) -> Vec<u8> {
        let head = [
            atom(b"ftyp", &[b"qt  ", &words(&[0]), b"qt  "]),
            atom(b"free", &[b"her-diary"]),
            atom(b"uuid", &[&[7; 16], b"serial-0451"]),
        ]
        .concat();
        let tail = [atom(b"meta", &[&words(&[0]), b"Ada Lovelace"]), atom(b"skip", &[b"her-diary"])].concat();
        if self.fragments {
            let mut film = [head, self.header(&[0; 6])].concat();
            for number in [0, 1] {
                film.extend(self.fragment(number, film.len()));
            }
            return [film, tail].concat();
        }
        let start = head.len() + self.header(&[0; 6]).len() + 8;
        let mut media = b"between: Ada Lovelace, her-diary".to_vec();
        let mut offsets = [0; 6];
        for (offset, sample) in offsets.iter_mut().zip(self.samples().concat()) {
            *offset = u32::try_from(start + media.len()).expect("a small film");
            media.extend(sample);
        }
        [head, self.header(&offsets), atom(b"mdat", &[&media]), tail].concat()
    }

    /// Pictures, sound and places, two of each.
    fn samples(&self) -> [[Vec<u8>; 2]; 3] {
        [["picture-0", "picture-1"], ["sound-0", "sound-1"], ["GPS5-48.1371-a", "GPS5-48.1371-b"]]
            .map(|both| both.map(|text| [text.as_bytes(), &[self.number]].concat()))
    }

    fn header(&self, offsets: &[u32; 6]) -> Vec<u8> {
        let known = if self.fragments { 0 } else { self.seconds * 600 };
        let film = atom(b"mvhd", &[&words(&[0, MADE, MADE, 600, known]), &[0; 80]]);
        let all = self.samples();
        let [pictures, sounds, places] = all.each_ref().map(|both| both.each_ref().map(Vec::as_slice));
        let tracks = [
            Track { id: 1, kind: b"vide", entry: self.picture(), samples: &pictures, offsets: offsets[0..2].to_vec() },
            Track { id: 2, kind: b"soun", entry: sound(), samples: &sounds, offsets: offsets[2..4].to_vec() },
            Track {
                id: 3,
                kind: b"meta",
                entry: atom(b"gpmd", &[&[0; 8]]),
                samples: &places,
                offsets: offsets[4..6].to_vec(),
            },
        ];
        let tracks: Vec<u8> =
            tracks.iter().take(if self.beside { 3 } else { 2 }).flat_map(|track| self.track(track)).collect();
        let extends = if self.fragments {
            atom(
                b"mvex",
                &[&atom(b"trex", &[&words(&[0, 1, 1, 0, 0, 0])]), &atom(b"trex", &[&words(&[0, 2, 1, 0, 0, 0])])],
            )
        } else {
            Vec::new()
        };
        let place = atom(b"udta", &[&atom(b"\xa9xyz", &[b"\0\x12\x15\xc7+48.1371+011.5754/"]), &[0; 4]]);
        let keys = atom(b"keys", &[&words(&[0, 1]), &atom(b"mdta", &[b"com.apple.quicktime.location.ISO6709"])]);
        let list = atom(
            b"ilst",
            &[&atom(b"\0\0\0\x01", &[&atom(b"data", &[&words(&[1, 0]), b"iPhone of Ada +48.1371+011.5754/"])])],
        );
        atom(b"moov", &[&film, &tracks, &extends, &place, &atom(b"meta", &[&keys, &list])])
    }

    fn picture(&self) -> Vec<u8> {
        let mut body = vec![0; 78];
        body[24..26].copy_from_slice(&self.width.to_be_bytes());
        body[26..28].copy_from_slice(&self.height.to_be_bytes());
        body[42..54].copy_from_slice(b"\x0bserial-0451");
        let setup = atom(b"avcC", &[&[1, 100, 0, 31, 0xff, 0xe0, 0]]);
        atom(self.coding, &[&body, &setup, &atom(b"uuid", &[&[1; 16], b"serial-0451"])])
    }

    fn track(&self, track: &Track<'_>) -> Vec<u8> {
        let turn = if self.turned {
            [0, 0x1_0000, 0, 0xffff_0000, 0, 0, 0, 0, 0x4000_0000]
        } else {
            [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000]
        };
        let ticks = if self.fragments { 0 } else { self.seconds * 600 };
        let header =
            atom(b"tkhd", &[&words(&[7, MADE, MADE, track.id, 0, ticks, 0, 0, 0, 0]), &words(&turn), &words(&[0, 0])]);
        let media = atom(b"mdhd", &[&words(&[0, MADE, MADE, 600, ticks, 0])]);
        let handler = atom(b"hdlr", &[&words(&[0, 0]), track.kind, &[0; 12], b"iPhone of Ada\0"]);
        let reference = atom(b"alis", &[&words(&[1]), b"C:/Users/ada"]);
        let home = atom(b"dinf", &[&atom(b"dref", &[&words(&[0, 1]), &reference])]);
        let count = if self.fragments { 0 } else { 2 };
        let sizes: Vec<u32> =
            track.samples.iter().take(count).map(|sample| u32::try_from(sample.len()).expect("small")).collect();
        let many = u32::try_from(count).expect("two");
        let tables = atom(
            b"stbl",
            &[
                &atom(b"stsd", &[&words(&[0, 1]), &track.entry]),
                &atom(b"stts", &[&words(&[0, 0])]),
                &atom(b"stsc", &[&words(&[0, u32::from(count > 0)]), &words(if count > 0 { &[1, 1, 1] } else { &[] })]),
                &atom(b"stsz", &[&words(&[0, 0, many]), &words(&sizes)]),
                &atom(b"stco", &[&words(&[0, many]), &words(&track.offsets[..count])]),
            ],
        );
        let information = atom(b"minf", &[&home, &tables, &atom(b"gmin", &[b"her-diary"])]);
        let inside = atom(b"mdia", &[&media, &handler, &information]);
        atom(b"trak", &[&header, &inside, &atom(b"udta", &[&atom(b"name", &[b"iPhone of Ada"])])])
    }

    /// Half of the film, which begins at a place in the file.
    fn fragment(&self, number: u32, start: usize) -> Vec<u8> {
        let half = self.seconds * 300;
        let (picture, sound) = (format!("picture-{number}"), format!("sound-{number}"));
        let between: &[u8] = if self.places == Places::Behind { b"" } else { b"serial-0451" };
        let before: &[u8] = b"her-diary: +48.1371+011.5754/";
        let media = [before, picture.as_bytes(), between, sound.as_bytes(), b"Ada Lovelace"].concat();
        let small = |len: usize| u32::try_from(len).expect("small");
        let track = |id: u32, sample: &str, place: usize| {
            let size = small(sample.len());
            let offset = small(match self.places {
                Places::Outside => place + media.len(),
                Places::Vague if id == 2 => between.len(),
                _ => place,
            });
            let base = if self.places == Places::File { vec![0, small(start)] } else { Vec::new() };
            let own_size = if self.places == Places::Behind { vec![size] } else { Vec::new() };
            let flags = match self.places {
                Places::File => 0x09,
                Places::Behind => 0x18,
                Places::Vague => 0x08,
                _ => 0x2_0008,
            };
            let head = atom(b"tfhd", &[&words(&[flags, id]), &words(&base), &words(&[half]), &words(&own_size)]);
            let begins =
                if self.places == Places::Behind { Vec::new() } else { atom(b"tfdt", &[&words(&[0, number * half])]) };
            let run = match self.places {
                Places::NoPlace => words(&[0x200, 1, size]),
                Places::Behind if id == 2 => words(&[0, 1]),
                Places::Behind | Places::NoSize => words(&[0x001, 1, offset]),
                _ => words(&[0x201, 1, offset, size]),
            };
            atom(b"traf", &[&head, &begins, &atom(b"trun", &[&run]), &atom(b"uuid", &[&[3; 16], b"serial-0451"])])
        };
        let of = |len: usize| {
            let first = len + 8 + before.len();
            let both = [track(1, &picture, first), track(2, &sound, first + picture.len() + between.len())];
            atom(b"moof", &[&atom(b"mfhd", &[&words(&[0, number + 1])]), &both.concat()])
        };
        // As long whatever stands in it.
        [of(of(0).len()), atom(b"mdat", &[&media])].concat()
    }
}

fn sound() -> Vec<u8> {
    atom(b"mp4a", &[&[0; 28]])
}

pub fn element(id: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    let len = 0x0100_0000_0000_0000 | body.len() as u64;
    [id, &len.to_be_bytes(), &body].concat()
}

fn number(id: &[u8], value: u16) -> Vec<u8> {
    element(id, &[&value.to_be_bytes()])
}

/// A film as WebM of so many seconds; `live` is one that a recorder wrote on the go, without lengths of its parts.
pub fn webm(seconds: u16, live: bool) -> Vec<u8> {
    let header = element(b"\x1a\x45\xdf\xa3", &[&element(b"\x42\x82", &[b"webm"]), &element(b"\xec", &[b"her-diary"])]);
    let ticks = f32::from(seconds) * 1000.0;
    let known = if live { Vec::new() } else { element(b"\x44\x89", &[&ticks.to_be_bytes()]) };
    let info = element(
        b"\x15\x49\xa9\x66",
        &[
            &element(b"\x2a\xd7\xb1", &[&[0x0f, 0x42, 0x40]]),
            &known,
            &element(b"\x44\x61", &[&(737_640_000_000_000_000_i64).to_be_bytes()]),
            &element(b"\x7b\xa9", &[b"Ada Lovelace"]),
            &element(b"\x73\x84", &[b"C:/Users/ada"]),
            &element(b"\x4d\x80", &[b"muxer"]),
            &element(b"\x57\x41", &[b"writer"]),
        ],
    );
    let track = |value: u16, kind: u16, coding: &[u8], more: &[u8]| {
        let name = element(b"\x53\x6e", &[b"iPhone of Ada"]);
        let parts = [
            number(b"\xd7", value),
            number(b"\x73\xc5", value),
            number(b"\x83", kind),
            element(b"\x86", &[coding]),
            name,
        ];
        element(b"\xae", &[&parts.concat(), more])
    };
    let sides = element(b"\xe0", &[&number(b"\xb0", 320), &number(b"\xba", 240)]);
    let tracks = element(
        b"\x16\x54\xae\x6b",
        &[&track(1, 1, b"V_VP9", &sides), &track(2, 2, b"A_OPUS", &[]), &track(3, 17, b"S_TEXT/UTF8", &[])],
    );
    let block = |track: u8, text: &str| element(b"\xa3", &[&[0x80 | track, 0, 0, 0x80], text.as_bytes()]);
    let group = |track: u8, text: &str| {
        element(
            b"\xa0",
            &[
                &element(b"\xa1", &[&[0x80 | track, 0, 0, 0], text.as_bytes()]),
                &element(b"\x75\xa1", &[b"serial-0451"]),
            ],
        )
    };
    let cluster = |time: u16, inside: Vec<u8>| {
        let body = [number(b"\xe7", time), inside].concat();
        if live {
            [b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff".to_vec(), body].concat()
        } else {
            element(b"\x1f\x43\xb6\x75", &[&body])
        }
    };
    let tags = element(b"\x12\x54\xc3\x67", &[&element(b"\x73\x73", &[b"+48.1371+011.5754/"])]);
    let attached = element(b"\x19\x41\xa4\x69", &[b"her-diary"]);
    let first = [block(1, "picture-0"), block(3, "GPS5-48.1371"), block(2, "sound-0")].concat();
    let last =
        [group(1, "picture-1"), group(3, "GPS5-48.1371"), block(2, "sound-1"), element(b"\xbf", &[&[1; 4]])].concat();
    let ends = seconds.saturating_mul(1000);
    let body = [info, tracks, cluster(0, first), tags, cluster(ends, last), attached].concat();
    let segment = if live {
        [b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff".to_vec(), body].concat()
    } else {
        [element(b"\x18\x53\x80\x67", &[&body]), b"her-diary".to_vec()].concat()
    };
    [header, segment].concat()
}

pub fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}
