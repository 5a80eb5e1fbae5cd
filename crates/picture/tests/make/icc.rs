//! A colour profile of 300 bytes (ICC.1:2001-04): three primaries and a gamma.

/// sRGB's primaries as seen under D50, as the profile writes them.
const RED: [f64; 3] = [0.4361, 0.2225, 0.0139];
const GREEN: [f64; 3] = [0.3851, 0.7169, 0.0971];
const BLUE: [f64; 3] = [0.1431, 0.0606, 0.7142];

/// A profile by which what is stored as red is green, and the other way round: converted or not can't be mistaken.
pub fn swapped_primaries() -> Vec<u8> {
    profile([GREEN, RED, BLUE])
}

fn profile(primaries: [[f64; 3]; 3]) -> Vec<u8> {
    let gamma = [b"curv\0\0\0\0\0\0\0\x01\x02\x33".as_slice(), &[0; 2]].concat();
    let names = [b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"];
    let values: Vec<Vec<u8>> = primaries.iter().map(xyz).chain([gamma.clone(), gamma.clone(), gamma]).collect();
    let mut table = u32(names.len()).to_vec();
    let mut data = Vec::new();
    let data_at = 128 + 4 + 12 * names.len();
    for (name, value) in names.iter().zip(values) {
        table.extend([name.as_slice(), &u32(data_at + data.len()), &u32(value.len())].concat());
        data.extend(value);
    }
    let mut profile = header(data_at + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(length: usize) -> Vec<u8> {
    let mut header = vec![0; 128];
    header[..4].copy_from_slice(&u32(length));
    header[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
    header[12..24].copy_from_slice(b"mntrRGB XYZ ");
    header[36..40].copy_from_slice(b"acsp");
    header[68..80].copy_from_slice(&xyz(&[0.9642, 1.0, 0.8249])[8..]);
    header
}

fn xyz(parts: &[f64; 3]) -> Vec<u8> {
    let mut value = b"XYZ \0\0\0\0".to_vec();
    value.extend(parts.iter().flat_map(|part| ((part * 65536.0).round() as i32).to_be_bytes()));
    value
}

fn u32(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap().to_be_bytes()
}
