using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage.KeyVault;

/// <summary>
/// Keys in Azure Key Vault: they never leave it. A case's keys are wrapped under a key of their own, and that under the vault's
/// RSA key, whose version is written into the case: after a rotation old cases open with their old version and new ones get
/// the new one. Heads are signed with the present version of the signing key.
/// </summary>
internal sealed class KeyVaultKeyProvider(VaultRequests vault, string wrappingKey, string signingKey, TimeProvider time) : IKeyProvider
{
    /// <summary>How long a version counts as the present one before the vault is asked again.</summary>
    public static TimeSpan PresentFor { get; } = TimeSpan.FromMinutes(10);

    private const int Header = 6;

    private readonly ConcurrentDictionary<string, (VaultKey Key, DateTimeOffset Until)> _present = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VaultKey> _signing = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public string Provider => "azure-key-vault";

    /// <inheritdoc />
    public async ValueTask<WrappedCaseKeys> WrapAsync(CaseKeys keys, CancellationToken cancellationToken)
    {
        VaultKey key = await PresentAsync(wrappingKey, cancellationToken);
        return await WrappedCaseKeys.WrapAsync(keys, Provider, key.Uri, (bytes, data, stop) => WrapAsync(key.Id, bytes, data, stop), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<CaseKeys?> UnwrapAsync(WrappedCaseKeys wrapped, CancellationToken cancellationToken) =>
        VaultKeyId.TryParse(vault.Vault, wrapped.WrappingKeyId, out VaultKeyId? id)
            ? wrapped.UnwrapAsync((bytes, data, stop) => UnwrapAsync(id.Value, bytes, data, stop), cancellationToken)
            : throw new StorageException($"Case '{wrapped.Case}' is protected by a key of another vault than {vault.Vault}. Name the right one (Keys__VaultUri).");

    /// <inheritdoc />
    public async ValueTask<SigningKey> SigningKeyAsync(CancellationToken cancellationToken) => Public(await PresentAsync(signingKey, cancellationToken));

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<SigningKey>> SigningKeysAsync(CancellationToken cancellationToken)
    {
        var keys = new List<SigningKey> { await SigningKeyAsync(cancellationToken) };
        string? page = $"keys/{signingKey}/versions";
        while (page is not null)
        {
            JsonElement list = await vault.GetAsync("Listing the signing key's versions", page, cancellationToken);
            foreach (JsonElement item in list.TryGetProperty("value", out JsonElement value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : default)
            {
                if (VaultKeyId.TryParse(vault.Vault, VaultKey.Text(item, "kid"), out VaultKeyId? id)
                    && await VersionAsync(id.Value, cancellationToken) is { PublicKey: not null } key && Public(key) is var found && !keys.Exists(known => known.Id == found.Id))
                {
                    keys.Add(found);
                }
            }

            page = VaultKey.Text(list, "nextLink");
        }

        return keys;
    }

    /// <inheritdoc />
    public async ValueTask<byte[]> SignAsync(SigningKey key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        const string doing = "Signing a head";
        byte[] digest = SHA256.HashData(message.Span);
        try
        {
            byte[]? signature = await vault.OperateAsync(doing, _signing[key.Id].Id, "sign", "ES256", digest, cancellationToken);
            using var check = ECDsa.Create();
            check.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out _);
            return signature is { Length: 64 } && check.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
                ? signature
                : throw new StorageException($"{doing} failed: {vault.Vault} gave a signature that is not its key's. Is '{signingKey}' a P-256 key?");
        }
        catch (StorageException)
        {
            // Perhaps this version was withdrawn; the next try asks which one is present.
            _present.TryRemove(signingKey, out _);
            throw;
        }
    }

    private async ValueTask<byte[]?> WrapAsync(VaultKeyId key, ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> associatedData, CancellationToken cancellationToken)
    {
        const string doing = "Wrapping the keys of a case";
        byte[] between = RandomNumberGenerator.GetBytes(32);
        byte[] wrapped = await vault.OperateAsync(doing, key, "wrapkey", "RSA-OAEP-256", between, cancellationToken)
            ?? throw new StorageException($"{doing} failed: {vault.Vault} cannot wrap with '{key.Name}'. Is it an RSA key?");
        byte[] header = [.. "CSV\u0001"u8, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), checked((ushort)wrapped.Length));
        byte[] document = [.. header, .. wrapped, .. LocalKeyWrap.Wrap(between, bytes.Span, associatedData.Span)];
        CryptographicOperations.ZeroMemory(between);
        return document;
    }

    private async ValueTask<byte[]?> UnwrapAsync(VaultKeyId key, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte> associatedData, CancellationToken cancellationToken)
    {
        if (document.Length < Header || !document.Span.StartsWith("CSV\u0001"u8)
            || BinaryPrimitives.ReadUInt16BigEndian(document.Span[4..]) is var length && document.Length < Header + length)
        {
            return null;
        }

        byte[]? between = await vault.OperateAsync(
            "Unwrapping the keys of a case", key, "unwrapkey", "RSA-OAEP-256", document.Slice(Header, length), cancellationToken);
        return between is { Length: 32 } ? LocalKeyWrap.TryUnwrap(between, document.Span[(Header + length)..], associatedData.Span) : null;
    }

    private async ValueTask<VaultKey> PresentAsync(string name, CancellationToken cancellationToken)
    {
        if (_present.TryGetValue(name, out var known) && time.GetUtcNow() < known.Until)
        {
            return known.Key;
        }

        string doing = $"Reading the key '{name}'";
        VaultKey key = VaultKey.Read(vault.Vault, await vault.GetAsync(doing, $"keys/{name}", cancellationToken)) ?? throw vault.Garbled(doing);
        _present[name] = (key, time.GetUtcNow() + PresentFor);
        return key;
    }

    private async ValueTask<VaultKey?> VersionAsync(VaultKeyId id, CancellationToken cancellationToken)
    {
        if (_signing.Values.FirstOrDefault(key => key.Id == id) is { } known)
        {
            return known;
        }

        return VaultKey.Read(vault.Vault, await vault.GetAsync($"Reading the key '{id.Name}'", id.Path, cancellationToken));
    }

    private SigningKey Public(VaultKey key)
    {
        byte[] publicKey = key.PublicKey
            ?? throw new StorageException($"The key '{signingKey}' of {vault.Vault} cannot sign heads: it is not a P-256 key. Make one (`az keyvault key create --kty EC --curve P-256`).");
        string id = Convert.ToHexStringLower(SHA256.HashData(publicKey));
        _signing[id] = key;
        return new SigningKey(id, publicKey);
    }
}
