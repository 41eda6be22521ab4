namespace ClinSeek.Imaging.Decoding.Libvips;

/// <summary>VipsBandFormat: those that are read.</summary>
internal enum VipsFormat
{
    UChar = 0,
    UShort = 2,
}
