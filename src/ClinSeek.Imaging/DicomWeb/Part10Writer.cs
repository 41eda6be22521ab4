using System.Buffers.Binary;
using System.Text;
using ClinSeek.Imaging.Dicom;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>
/// Makes a Part 10 file of one frame out of an archive's metadata. Of the metadata it takes what a film is shown and tied to its
/// study by; nothing of the patient.
/// </summary>
internal static class Part10Writer
{
    private static readonly (uint Tag, string Vr)[] Taken =
    [
        (DicomTag.SopClassUid, "UI"), (DicomTag.SopInstanceUid, "UI"), (DicomTag.Modality, "CS"), (DicomTag.BodyPartExamined, "CS"),
        (DicomTag.ImagerPixelSpacing, "DS"), (DicomTag.ViewPosition, "CS"), (DicomTag.StudyInstanceUid, "UI"), (DicomTag.SeriesInstanceUid, "UI"),
        (DicomTag.SamplesPerPixel, "US"), (DicomTag.PhotometricInterpretation, "CS"), (DicomTag.PlanarConfiguration, "US"),
        (DicomTag.Rows, "US"), (DicomTag.Columns, "US"), (DicomTag.PixelSpacing, "DS"), (DicomTag.BitsAllocated, "US"),
        (DicomTag.BitsStored, "US"), (DicomTag.HighBit, "US"), (DicomTag.PixelRepresentation, "US"), (DicomTag.PixelPaddingValue, "US"),
        (DicomTag.PixelPaddingRangeLimit, "US"), (DicomTag.WindowCenter, "DS"), (DicomTag.WindowWidth, "DS"),
        (DicomTag.RescaleIntercept, "DS"), (DicomTag.RescaleSlope, "DS"), (DicomTag.VoiLutFunction, "CS"), (DicomTag.PresentationLutShape, "CS"),
    ];

    /// <summary>Whether the metadata say all that a film is shown by; look-up tables are left out of them as bulk.</summary>
    public static bool Suffices(DicomJson metadata) =>
        metadata.WholeNumber(DicomTag.Rows) > 0 && metadata.WholeNumber(DicomTag.Columns) > 0 && metadata.WholeNumber(DicomTag.BitsAllocated) > 0
        && !metadata.Has(DicomTag.ModalityLutSequence) && !metadata.Has(DicomTag.VoiLutSequence);

    public static byte[] Write(DicomJson metadata, string transferSyntax, ReadOnlySpan<byte> frame)
    {
        // Pixels are the same in both native syntaxes, and the elements are written here.
        if (TransferSyntax.IsNative(transferSyntax)) transferSyntax = TransferSyntax.ExplicitLittleEndian;
        using var file = new MemoryStream(frame.Length + 2048);
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        byte[] syntax = Padded(transferSyntax, '\0');
        Element(file, 0x0002_0000, "UL", [(byte)(8 + syntax.Length), 0, 0, 0]);
        Element(file, DicomTag.TransferSyntaxUid, "UI", syntax);
        foreach ((uint tag, string vr) in Taken)
        {
            if (Value(metadata, tag, vr) is { Length: > 0 } value) Element(file, tag, vr, value);
        }

        if (TransferSyntax.IsNative(transferSyntax)) Native(file, frame);
        else Encapsulated(file, frame);
        return file.ToArray();
    }

    private static byte[]? Value(DicomJson metadata, uint tag, string vr)
    {
        if (vr == "UI") return metadata.Uid(tag) is { } uid ? Padded(uid, '\0') : null;
        if (vr != "US") return metadata.Values(tag) is { Count: > 0 } texts ? Padded(string.Join('\\', texts), ' ') : null;
        if (metadata.WholeNumber(tag) is not { } number) return null;
        var word = new byte[2];
        // Signed ones (SS) have the same 16 bits.
        BinaryPrimitives.WriteUInt16LittleEndian(word, unchecked((ushort)number));
        return word;
    }

    private static byte[] Padded(string text, char padding) => Encoding.Latin1.GetBytes(text.Length % 2 == 0 ? text : text + padding);

    private static void Element(MemoryStream file, uint tag, string vr, ReadOnlySpan<byte> value)
    {
        if (value.Length > ushort.MaxValue) return;
        Span<byte> head = stackalloc byte[8];
        Tag(head, tag);
        Encoding.ASCII.GetBytes(vr, head[4..]);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], (ushort)value.Length);
        file.Write(head);
        file.Write(value);
    }

    private static void Native(MemoryStream file, ReadOnlySpan<byte> frame)
    {
        Pixels(file, (uint)(frame.Length + (frame.Length % 2)));
        file.Write(frame);
        if (frame.Length % 2 != 0) file.WriteByte(0);
    }

    private static void Encapsulated(MemoryStream file, ReadOnlySpan<byte> frame)
    {
        Pixels(file, uint.MaxValue);
        Item(file, DicomTag.Item, 0);
        Item(file, DicomTag.Item, (uint)(frame.Length + (frame.Length % 2)));
        file.Write(frame);
        if (frame.Length % 2 != 0) file.WriteByte(0);
        Item(file, DicomTag.SequenceDelimitation, 0);
    }

    private static void Pixels(MemoryStream file, uint length)
    {
        Span<byte> head = stackalloc byte[12];
        head.Clear();
        Tag(head, DicomTag.PixelData);
        "OW"u8.CopyTo(head[4..]);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], length);
        file.Write(head);
    }

    private static void Item(MemoryStream file, uint tag, uint length)
    {
        Span<byte> head = stackalloc byte[8];
        Tag(head, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], length);
        file.Write(head);
    }

    private static void Tag(Span<byte> head, uint tag)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(head, (ushort)(tag >> 16));
        BinaryPrimitives.WriteUInt16LittleEndian(head[2..], (ushort)tag);
    }
}
