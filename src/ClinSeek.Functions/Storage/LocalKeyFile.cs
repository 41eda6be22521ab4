namespace ClinSeek.Functions.Storage;

/// <summary>The form of the key file.</summary>
internal sealed record LocalKeyFile(int FormatVersion, string KeyId, byte[] WrappingKey, byte[] SigningKey);
