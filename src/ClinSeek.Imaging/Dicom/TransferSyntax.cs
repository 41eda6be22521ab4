using ClinSeek.Imaging.Decoding;

namespace ClinSeek.Imaging.Dicom;

/// <summary>How a file's data set is written, by its UID (PS3.5 Annex A, PS3.6 Annex A).</summary>
internal static class TransferSyntax
{
    public const string ImplicitLittleEndian = "1.2.840.10008.1.2";
    public const string ExplicitLittleEndian = "1.2.840.10008.1.2.1";
    public const string DeflatedLittleEndian = "1.2.840.10008.1.2.1.99";
    public const string ExplicitBigEndian = "1.2.840.10008.1.2.2";
    public const string JpegBaseline = "1.2.840.10008.1.2.4.50";
    public const string Rle = "1.2.840.10008.1.2.5";

    /// <summary>Whether the pixels stand in the file as they are.</summary>
    public static bool IsNative(string uid) => uid is ImplicitLittleEndian or ExplicitLittleEndian;

    /// <summary>Whether the pixels come as fragments that are decoded here.</summary>
    public static bool IsDecoded(string uid) => uid is JpegBaseline or Rle;

    /// <summary>Whether the elements before the pixels can be read. Compressed syntaxes compress the pixels only.</summary>
    public static bool HasReadableElements(string uid) => uid is not (DeflatedLittleEndian or ExplicitBigEndian);

    /// <summary>The refusal of a syntax that is not read, by name and with its remedy.</summary>
    public static FilmFailure Refuse(string uid) => new(
        FilmFailureKind.TransferSyntax,
        $"the film's transfer syntax is {Name(uid)} ({uid}), which is not read here",
        "Ask the archive for Explicit VR Little Endian (1.2.840.10008.1.2.1), or convert the file with `gdcmconv --raw` or dcmtk's `dcmconv +te`");

    private static string Name(string uid) => uid switch
    {
        DeflatedLittleEndian => "Deflated Explicit VR Little Endian",
        ExplicitBigEndian => "Explicit VR Big Endian",
        JpegBaseline => "JPEG Baseline",
        "1.2.840.10008.1.2.4.51" => "JPEG Extended",
        "1.2.840.10008.1.2.4.57" => "JPEG Lossless (Process 14)",
        "1.2.840.10008.1.2.4.70" => "JPEG Lossless (first-order prediction)",
        "1.2.840.10008.1.2.4.52" or "1.2.840.10008.1.2.4.53" or "1.2.840.10008.1.2.4.54" or "1.2.840.10008.1.2.4.55" => "a retired JPEG process",
        "1.2.840.10008.1.2.4.80" => "JPEG-LS Lossless",
        "1.2.840.10008.1.2.4.81" => "JPEG-LS Near-Lossless",
        "1.2.840.10008.1.2.4.90" => "JPEG 2000 Lossless",
        "1.2.840.10008.1.2.4.91" => "JPEG 2000",
        "1.2.840.10008.1.2.4.201" or "1.2.840.10008.1.2.4.202" or "1.2.840.10008.1.2.4.203" => "High-Throughput JPEG 2000",
        "1.2.840.10008.1.2.4.92" or "1.2.840.10008.1.2.4.93" => "JPEG 2000 Part 2",
        "1.2.840.10008.1.2.4.110" or "1.2.840.10008.1.2.4.111" or "1.2.840.10008.1.2.4.112" => "JPEG XL",
        Rle => "RLE Lossless",
        _ => "of an unknown kind",
    };
}
