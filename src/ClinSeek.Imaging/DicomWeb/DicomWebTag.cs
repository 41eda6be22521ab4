namespace ClinSeek.Imaging.DicomWeb;

/// <summary>Elements that are read from an archive's answers beside those of a film; group in the high half.</summary>
internal static class DicomWebTag
{
    public const uint AccessionNumber = 0x0008_0050;
    public const uint ReferencedSopInstanceUid = 0x0008_1155;
    public const uint FailureReason = 0x0008_1197;
    public const uint FailedSopSequence = 0x0008_1198;
    public const uint ReferencedSopSequence = 0x0008_1199;
    public const uint AvailableTransferSyntaxUid = 0x0008_3002;
    public const uint PatientId = 0x0010_0020;
    public const uint InstanceNumber = 0x0020_0013;
}
