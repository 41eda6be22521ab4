using System.Security.Cryptography;
using ClinSeek.Functions.Storage.KeyVault;

namespace ClinSeek.Functions.Tests.Storage.KeyVault;

/// <summary>One version of a key of a <see cref="ScriptedVault"/>.</summary>
internal sealed class ScriptedVaultKey
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;

    private ScriptedVaultKey(RSA? rsa, ECDsa? ec)
    {
        _rsa = rsa;
        _ec = ec;
    }

    public string Version { get; } = Guid.NewGuid().ToString("N");

    public static ScriptedVaultKey Rsa() => new(RSA.Create(2048), null);

    public static ScriptedVaultKey Ec() => new(null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public static ScriptedVaultKey Ec384() => new(null, ECDsa.Create(ECCurve.NamedCurves.nistP384));

    /// <summary>The public part as JSON Web Key.</summary>
    public object Describe(string kid)
    {
        if (_rsa is not null)
        {
            RSAParameters rsa = _rsa.ExportParameters(false);
            return new { kid, kty = "RSA", n = Base64Url.Encode(rsa.Modulus), e = Base64Url.Encode(rsa.Exponent) };
        }

        ECParameters ec = _ec!.ExportParameters(false);
        return new { kid, kty = "EC", crv = _ec.KeySize == 256 ? "P-256" : "P-384", x = Base64Url.Encode(ec.Q.X), y = Base64Url.Encode(ec.Q.Y) };
    }

    /// <summary>Does what is asked; null where the bytes or the algorithm are not what the key can work on.</summary>
    public byte[]? Operate(string operation, string algorithm, byte[] value)
    {
        try
        {
            return (operation, algorithm) switch
            {
                ("wrapkey", "RSA-OAEP-256") => _rsa?.Encrypt(value, RSAEncryptionPadding.OaepSHA256),
                ("unwrapkey", "RSA-OAEP-256") => _rsa?.Decrypt(value, RSAEncryptionPadding.OaepSHA256),
                // The vault signs digests of 32 bytes and nothing else with ES256.
                ("sign", "ES256") when value.Length == 32 && _ec?.KeySize == 256 => _ec.SignHash(value),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
