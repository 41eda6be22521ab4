namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>A part of a blob, from some byte on.</summary>
/// <param name="Content">The bytes.</param>
/// <param name="Length">The blob's whole length when they were read.</param>
/// <param name="ETag">The blob's version when they were read.</param>
/// <param name="Blocks">How many blocks were appended to it; 0 for a blob that is not appended to.</param>
internal sealed record BlobRange(byte[] Content, long Length, string ETag, int Blocks);
