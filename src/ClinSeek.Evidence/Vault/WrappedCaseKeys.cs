using System.Text;
using System.Text.Json;
using ClinSeek.Evidence.Canonical;
using ClinSeek.Evidence.Cases;

namespace ClinSeek.Evidence.Vault;

/// <summary>A case's keys as they are stored (<c>keys.json</c>): wrapped by a key provider. Destroying this document, or the provider's key, erases the case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Provider">The provider's kind: <c>local</c>, <c>azure-key-vault</c>.</param>
/// <param name="WrappingKeyId">The provider's name of the key that wraps.</param>
/// <param name="Wrapped">The wrapped document, base64.</param>
/// <param name="V">The format version.</param>
public sealed record WrappedCaseKeys(string Case, string Provider, string WrappingKeyId, string Wrapped, int V = 1)
{
    /// <summary>Wraps keys. The associated data is <c>clinseek/case-keys/v1</c>, a zero byte and the case id.</summary>
    public static async ValueTask<WrappedCaseKeys> WrapAsync(CaseKeys keys, string provider, string wrappingKeyId, KeyWrap wrap, CancellationToken cancellationToken)
    {
        byte[] wrapped = await wrap(keys.Export(), AssociatedData(keys.Case), cancellationToken)
            ?? throw new InvalidOperationException("The key provider wrapped nothing; check that its key exists and may wrap.");
        return new WrappedCaseKeys(keys.Case.Value, provider, wrappingKeyId, Convert.ToBase64String(wrapped));
    }

    /// <summary>Unwraps the keys; null where the provider's key is gone or the document was changed.</summary>
    public async ValueTask<CaseKeys?> UnwrapAsync(KeyWrap unwrap, CancellationToken cancellationToken) =>
        await unwrap(Convert.FromBase64String(Wrapped), AssociatedData(CaseId.Parse(Case)), cancellationToken) is byte[] document
            && CaseKeys.Import(document) is CaseKeys keys && keys.Case.Value == Case
                ? keys
                : null;

    /// <summary>The document to store.</summary>
    public byte[] ToBytes() => CanonicalJson.Serialize(this);

    /// <summary>Reads a stored document.</summary>
    /// <exception cref="FormatException">It is not one of version 1.</exception>
    public static WrappedCaseKeys Parse(ReadOnlySpan<byte> document)
    {
        WrappedCaseKeys? keys;
        try
        {
            keys = JsonSerializer.Deserialize<WrappedCaseKeys>(document, EvidenceJson.Options);
        }
        catch (JsonException exception)
        {
            throw new FormatException("The text is not a wrapped case key document.", exception);
        }

        return keys is { V: 1, Case: not null, Wrapped: not null } ? keys : throw new FormatException("The text is not a wrapped case key document of version 1.");
    }

    private static byte[] AssociatedData(CaseId caseId) => Encoding.ASCII.GetBytes("clinseek/case-keys/v1\0" + caseId.Value);
}
