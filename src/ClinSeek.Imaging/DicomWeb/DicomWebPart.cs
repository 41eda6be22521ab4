namespace ClinSeek.Imaging.DicomWeb;

/// <summary>One payload of an answer: a frame, an instance or a rendered picture.</summary>
/// <param name="MediaType">Its media type; empty where the archive gave none.</param>
/// <param name="TransferSyntaxUid">The transfer syntax that its media type names; null where it names none.</param>
/// <param name="Content">Its bytes.</param>
public sealed record DicomWebPart(string MediaType, string? TransferSyntaxUid, byte[] Content);
