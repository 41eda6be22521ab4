namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>Decoded samples of a picture, interleaved, row by row.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Bands">1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.</param>
/// <param name="Bits">8 or 16, little endian.</param>
/// <param name="Samples">Width x height x bands of them.</param>
/// <param name="Pages">Pictures in the file.</param>
/// <param name="Orientation">The EXIF orientation; 1 is upright.</param>
internal sealed record Raster(int Width, int Height, int Bands, int Bits, byte[] Samples, int Pages, int Orientation);
