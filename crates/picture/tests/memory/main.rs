//! What a file costs at most, counted by the allocator: by its limits, whatever it claims. Everything is one test, for all threads share what is counted.

#[path = "../make/mod.rs"]
mod make;

use make::{gif, jpeg, png, webp};
use peak_alloc::PeakAlloc;
use repti_picture::{Limits, Photo, inspect};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// Bytes that were reserved at the peak of `work`, beside those from before.
fn peak(work: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    work();
    MEMORY.peak_usage().saturating_sub(before)
}

fn opened(bytes: &[u8]) -> usize {
    peak(|| drop(Photo::open(bytes, &Limits::default())))
}

#[test]
fn memory_is_bounded_by_what_was_admitted() {
    bombs_cost_nothing();
    a_large_photo_stays_below_its_goal();
    no_format_takes_more_than_its_header_says();
}

/// Everything that is refused by its header is refused before anything is reserved.
fn bombs_cost_nothing() {
    let bombs = [
        ("JPEG 65,500 × 65,500", jpeg::claiming(&jpeg::photo(16, 16), 65_500, 65_500)),
        ("JPEG 1 × 65,500", jpeg::claiming(&jpeg::photo(16, 16), 1, 65_500)),
        ("JPEG 9,000 × 9,000", jpeg::claiming(&jpeg::photo(16, 16), 9000, 9000)),
        ("PNG 9,000 × 9,000", png::bomb(9000, 9000, 1)),
        ("PNG with a giant's header", png::bomb(100, 2_000_000_000, 1)),
        ("GIF 65,535 × 65,535", gif::on_canvas((65_535, 65_535), (0, 0), (4, 4))),
        ("GIF of 5,000 frames", gif::animation(4, 4, 5000)),
        ("WebP 2^24 × 2^24", webp::on_canvas(1 << 24, 1 << 24)),
        ("WebP of 5,000 frames", webp::animation(16, 16, 5000)),
    ];
    for (what, bytes) in bombs {
        assert!(inspect(&bytes, &Limits::default()).is_err(), "{what}");
        let cost = opened(&bytes);
        assert!(cost < MIB, "{what}: {cost} bytes");
    }
    // Text that unpacks to some hundred times its size is never unpacked. (How well it packs depends on who else is compiled.)
    let packed = png::with_packed_text(64, 64, 200 * MIB);
    assert!(packed.len() < 4 * MIB, "{} bytes", packed.len());
    let cost = opened(&packed);
    assert!(cost < 8 * MIB, "PNG with packed text: {cost} bytes");
}

/// 160 MB for 12 million pixels, with all variants made one after another.
fn a_large_photo_stays_below_its_goal() {
    for (what, bytes) in [("baseline", jpeg::photo(4000, 3000)), ("progressive", jpeg::progressive(4000, 3000))] {
        let cost = peak(|| {
            let photo = Photo::open(&bytes, &Limits::default()).expect("a photo");
            assert_eq!(photo.variants().filter_map(Result::ok).count(), 14);
        });
        // libwebp's own memory isn't counted here; examples/time-picture.rs asks the system.
        assert!(cost + bytes.len() < 130_000_000, "{what}: {cost} bytes");
    }
}

/// The header's estimate is what limits go by, so it must never be below what decoding takes.
fn no_format_takes_more_than_its_header_says() {
    let files = [
        ("JPEG", jpeg::photo(1600, 1200)),
        ("progressive JPEG", jpeg::progressive(1600, 1200)),
        ("grey JPEG", jpeg::grey(1600, 1200)),
        ("CMYK", jpeg::cmyk(1600, 1200, true)),
        ("PNG", png::quarters(1600, 1200)),
        ("PNG, 16 bits", png::sixteen_bits(1600, 1200)),
        ("PNG, grey with alpha", png::grey_alpha(1600, 1200)),
        ("PNG, palette", png::palette(1600, 1200)),
        ("WebP", webp::lossy(1600, 1200)),
        ("lossless WebP", webp::lossless(1600, 1200)),
        ("WebP with alpha", webp::alpha(1600, 1200)),
        ("moving WebP", webp::animation(1600, 1200, 2)),
        ("GIF", gif::animation(1600, 1200, 2)),
    ];
    for (what, bytes) in files {
        // The least that admits it, found by halving.
        let (mut below, mut enough) = (0, Limits::default().memory);
        while enough - below > 1000 {
            let middle = (below + enough) / 2;
            match inspect(&bytes, &Limits { memory: middle, ..Limits::default() }) {
                Ok(_) => enough = middle,
                Err(_) => below = middle,
            }
        }
        let cost = opened(&bytes);
        assert!(cost as u64 <= enough + MIB as u64, "{what}: {cost} bytes, admitted as {enough}");
    }
}
