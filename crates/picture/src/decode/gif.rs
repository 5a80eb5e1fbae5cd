//! GIF by the `gif` crate: the first picture on its canvas.

use super::{Decoded, room};
use crate::{header::Outline, pixels::Pixels, refused::Refused};
use gif::{ColorOutput, DecodeOptions, DecodingError, Frame, MemoryLimit};

pub fn decode(outline: &Outline<'_>) -> Result<Decoded, Refused> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    // Our own limits have admitted the canvas, and the first picture is no larger.
    options.set_memory_limit(MemoryLimit::Unlimited);
    let mut decoder = options.read_info(outline.picture).map_err(refused)?;
    let frame = decoder.read_next_frame().map_err(refused)?.ok_or_else(|| Refused::broken("no picture"))?;
    let mut canvas = room(outline, 4)?;
    lay(&mut canvas, outline.width as usize, frame);
    Ok(Decoded { pixels: Pixels::new(outline.width, outline.height, canvas)?, icc: None })
}

/// Lays a frame where it belongs; around it the canvas is see-through.
fn lay(canvas: &mut [u8], width: usize, frame: &Frame<'_>) {
    let (left, top, across) = (usize::from(frame.left) * 4, usize::from(frame.top), usize::from(frame.width) * 4);
    if across == 0 || width == 0 {
        return;
    }
    let rows = canvas.chunks_exact_mut(width * 4).skip(top);
    for (target, source) in rows.zip(frame.buffer.chunks_exact(across)) {
        if let Some(target) = target.get_mut(left..left + across) {
            target.copy_from_slice(source);
        }
    }
}

fn refused(error: DecodingError) -> Refused {
    match error {
        DecodingError::Io(_) | DecodingError::UnexpectedEof => Refused::Truncated,
        other => Refused::broken(other.to_string()),
    }
}
