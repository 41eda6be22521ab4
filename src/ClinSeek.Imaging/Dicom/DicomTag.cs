namespace ClinSeek.Imaging.Dicom;

/// <summary>The elements that are read; group in the high half. Nothing of the patient (group 0010) is among them.</summary>
internal static class DicomTag
{
    public const uint TransferSyntaxUid = 0x0002_0010;
    public const uint SopClassUid = 0x0008_0016;
    public const uint SopInstanceUid = 0x0008_0018;
    public const uint Modality = 0x0008_0060;
    public const uint BodyPartExamined = 0x0018_0015;
    public const uint ImagerPixelSpacing = 0x0018_1164;
    public const uint ViewPosition = 0x0018_5101;
    public const uint StudyInstanceUid = 0x0020_000D;
    public const uint SeriesInstanceUid = 0x0020_000E;
    public const uint SamplesPerPixel = 0x0028_0002;
    public const uint PhotometricInterpretation = 0x0028_0004;
    public const uint PlanarConfiguration = 0x0028_0006;
    public const uint NumberOfFrames = 0x0028_0008;
    public const uint Rows = 0x0028_0010;
    public const uint Columns = 0x0028_0011;
    public const uint PixelSpacing = 0x0028_0030;
    public const uint BitsAllocated = 0x0028_0100;
    public const uint BitsStored = 0x0028_0101;
    public const uint HighBit = 0x0028_0102;
    public const uint PixelRepresentation = 0x0028_0103;
    public const uint PixelPaddingValue = 0x0028_0120;
    public const uint PixelPaddingRangeLimit = 0x0028_0121;
    public const uint WindowCenter = 0x0028_1050;
    public const uint WindowWidth = 0x0028_1051;
    public const uint RescaleIntercept = 0x0028_1052;
    public const uint RescaleSlope = 0x0028_1053;
    public const uint VoiLutFunction = 0x0028_1056;
    public const uint ModalityLutSequence = 0x0028_3000;
    public const uint LutDescriptor = 0x0028_3002;
    public const uint LutData = 0x0028_3006;
    public const uint VoiLutSequence = 0x0028_3010;
    public const uint PresentationLutShape = 0x2050_0020;
    public const uint PixelData = 0x7FE0_0010;

    public const uint Item = 0xFFFE_E000;
    public const uint ItemDelimitation = 0xFFFE_E00D;
    public const uint SequenceDelimitation = 0xFFFE_E0DD;

    /// <summary>Whether an element's place is kept; all others are passed over unread.</summary>
    public static bool IsRead(uint tag) => tag is
        SopClassUid or SopInstanceUid or Modality or BodyPartExamined or ViewPosition or StudyInstanceUid or SeriesInstanceUid
        or SamplesPerPixel or PhotometricInterpretation or NumberOfFrames or Rows or Columns or PixelSpacing or ImagerPixelSpacing
        or BitsAllocated or BitsStored or HighBit or PixelRepresentation or PixelPaddingValue or PixelPaddingRangeLimit
        or WindowCenter or WindowWidth or RescaleIntercept or RescaleSlope or VoiLutFunction
        or PlanarConfiguration or ModalityLutSequence or VoiLutSequence or LutDescriptor or LutData or PresentationLutShape or PixelData;
}
