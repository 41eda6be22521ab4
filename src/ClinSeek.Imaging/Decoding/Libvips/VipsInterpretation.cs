namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>VipsInterpretation: those that are told apart.</summary>
internal enum VipsInterpretation
{
    Grey = 1,
    Rgb = 22,
    Rgb16 = 25,
    Grey16 = 26,
}
