using System.Text;

namespace ClinSeek.Functions.Tests.Testing;

/// <summary>A DICOM film of 32 x 32 random values with the identifiers that a test gives it.</summary>
internal static class SmallFilm
{
    /// <summary>Writes the file.</summary>
    /// <param name="study">Study instance UID; series and instance are derived from it.</param>
    /// <param name="view">View position.</param>
    /// <param name="accession">Accession number.</param>
    /// <param name="patient">Patient id.</param>
    public static byte[] Write(string study, string view = "PA", string accession = "", string patient = "")
    {
        var pixels = new byte[32 * 32 * 2];
        new Random(view[0]).NextBytes(pixels);
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        (uint Tag, string Vr, byte[] Value)[] elements =
        [
            (0x0002_0010, "UI", Text("1.2.840.10008.1.2.1")), (0x0008_0016, "UI", Text("1.2.840.10008.5.1.4.1.1.1")), (0x0008_0018, "UI", Text($"{study}.{(int)view[0]}")),
            (0x0008_0050, "SH", Text(accession)), (0x0008_0060, "CS", Text("DX")), (0x0010_0020, "LO", Text(patient)), (0x0018_5101, "CS", Text(view)),
            (0x0020_000D, "UI", Text(study)), (0x0020_000E, "UI", Text(study + ".2")), (0x0028_0002, "US", [1, 0]), (0x0028_0004, "CS", Text("MONOCHROME2")),
            (0x0028_0010, "US", [32, 0]), (0x0028_0011, "US", [32, 0]), (0x0028_0100, "US", [16, 0]), (0x0028_0101, "US", [16, 0]),
            (0x0028_0102, "US", [15, 0]), (0x0028_0103, "US", [0, 0]), (0x7FE0_0010, "OW", pixels),
        ];
        foreach ((uint tag, string vr, byte[] value) in elements)
        {
            byte[] length = BitConverter.GetBytes(value.Length);
            file.Write([(byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8), (byte)vr[0], (byte)vr[1]]);
            file.Write(vr == "OW" ? [0, 0, .. length] : length.AsSpan(0, 2));
            file.Write(value);
        }

        return file.ToArray();
    }

    private static byte[] Text(string text) =>
        Encoding.ASCII.GetBytes(text.Length % 2 == 0 ? text : text + (char.IsAsciiDigit(text[0]) && text.Contains('.', StringComparison.Ordinal) ? '\0' : ' '));
}
