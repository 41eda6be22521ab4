using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ClinSeek.Evidence;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Functions.Storage;

/// <summary>
/// Keys in one file of the local machine, outside the data folder, readable by its owner alone. Whoever loses the file
/// loses every case; whoever takes file and data can read and rewrite them.
/// </summary>
public sealed class LocalKeyProvider : IKeyProvider, IDisposable
{
    private const UnixFileMode OthersMayUse =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly byte[] _wrappingKey;
    private readonly ECDsa _signing = ECDsa.Create();
    private readonly Lock _signingLock = new();

    private LocalKeyProvider(LocalKeyFile file)
    {
        WrappingKeyId = file.KeyId;
        _wrappingKey = file.WrappingKey;
        _signing.ImportPkcs8PrivateKey(file.SigningKey, out _);
        SigningKey = new SigningKey(HeadCheckpoint.KeyIdOf(_signing), _signing.ExportSubjectPublicKeyInfo());
    }

    /// <inheritdoc />
    public string Provider => "local";

    /// <summary>The name of the wrapping key, as written into every case that it protects.</summary>
    public string WrappingKeyId { get; }

    /// <summary>The public half of the one signing key.</summary>
    public SigningKey SigningKey { get; }

    /// <summary>The file used when none is named: <c>CLINSEEK_KEY_FILE</c>, else <c>clinseek/keys.json</c> in the user's configuration folder.</summary>
    public static string DefaultPath
    {
        get
        {
            if (Environment.GetEnvironmentVariable("CLINSEEK_KEY_FILE") is { Length: > 0 } named)
            {
                return Path.GetFullPath(named);
            }

            string folder = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
            return Path.Combine(folder.Length > 0 ? folder : Path.GetTempPath(), "clinseek", "keys.json");
        }
    }

    /// <summary>Where the public signing key lies as PEM: beside the key file.</summary>
    public static string PublicKeyFile(string keyFile) => Path.ChangeExtension(Path.GetFullPath(keyFile), ".pub.pem");

    /// <summary>Opens the key file, or makes one where that is wanted and there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dataFolder">The data folder, which must not hold it.</param>
    /// <param name="create">Whether a missing file is made.</param>
    /// <exception cref="StorageException">Missing, unreadable, inside the data folder, or open to others.</exception>
    public static LocalKeyProvider Open(string path, string dataFolder, bool create)
    {
        string full = Path.GetFullPath(path);
        if (full.StartsWith(Path.GetFullPath(dataFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new StorageException($"The key file '{full}' lies inside the data folder: a copy of the data would carry its own key. Name another place (--key-file, or ClinSeek__KeyFile).");
        }

        if (DurableFiles.Read(full) is null && create)
        {
            DurableFiles.PutIfAbsent(full, Generate());
        }

        byte[] content = DurableFiles.Read(full)
            ?? throw new StorageException($"The key file '{full}' is missing: without it no case can be read. Restore it, or name it (--key-file, or ClinSeek__KeyFile).");
        RefuseOpenToOthers(full);
        var provider = new LocalKeyProvider(Parse(full, content));
        if (create)
        {
            // For auditors, who must have it from elsewhere than from the cases.
            DurableFiles.PutIfAbsent(PublicKeyFile(full), Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", provider.SigningKey.PublicKey.Span)));
        }

        return provider;
    }

    /// <inheritdoc />
    public ValueTask<WrappedCaseKeys> WrapAsync(CaseKeys keys, CancellationToken cancellationToken) =>
        WrappedCaseKeys.WrapAsync(keys, Provider, WrappingKeyId, LocalKeyWrap.Wrapping(_wrappingKey), cancellationToken);

    /// <inheritdoc />
    public ValueTask<CaseKeys?> UnwrapAsync(WrappedCaseKeys wrapped, CancellationToken cancellationToken) =>
        wrapped.WrappingKeyId == WrappingKeyId
            ? wrapped.UnwrapAsync(LocalKeyWrap.Unwrapping(_wrappingKey), cancellationToken)
            : throw new StorageException($"Case '{wrapped.Case}' is protected by another key file than the one at hand. Name the right one (--key-file, or ClinSeek__KeyFile).");

    /// <inheritdoc />
    public ValueTask<SigningKey> SigningKeyAsync(CancellationToken cancellationToken) => ValueTask.FromResult(SigningKey);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<SigningKey>> SigningKeysAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<SigningKey>>([SigningKey]);

    /// <inheritdoc />
    public ValueTask<byte[]> SignAsync(SigningKey key, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        lock (_signingLock)
        {
            return ValueTask.FromResult(_signing.SignData(message.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _signing.Dispose();
        CryptographicOperations.ZeroMemory(_wrappingKey);
    }

    private static byte[] Generate()
    {
        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string keyId = "local-" + Convert.ToHexStringLower(SHA256.HashData(signing.ExportSubjectPublicKeyInfo()))[..16];
        var file = new LocalKeyFile(1, keyId, RandomNumberGenerator.GetBytes(32), signing.ExportPkcs8PrivateKey());
        return JsonSerializer.SerializeToUtf8Bytes(file, EvidenceJson.Options);
    }

    private static LocalKeyFile Parse(string path, byte[] content)
    {
        try
        {
            LocalKeyFile? file = JsonSerializer.Deserialize<LocalKeyFile>(content, EvidenceJson.Options);
            return file is { FormatVersion: 1, KeyId.Length: > 0, WrappingKey.Length: 32, SigningKey.Length: > 0 }
                ? file
                : throw new StorageException($"The key file '{path}' has an unknown form. Restore it from a copy.");
        }
        catch (JsonException exception)
        {
            throw new StorageException($"The key file '{path}' is not readable JSON. Restore it from a copy.", exception);
        }
    }

    private static void RefuseOpenToOthers(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OthersMayUse) != 0)
        {
            throw new StorageException($"The key file '{path}' can be used by others. Run: chmod 600 '{path}'");
        }
    }
}
