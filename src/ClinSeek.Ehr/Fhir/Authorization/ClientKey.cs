using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ClinSeek.Ehr.Fhir.Authorization;

/// <summary>A private key that signs client assertions: RSA with RS384, or EC P-384 with ES384.</summary>
internal sealed class ClientKey : IDisposable
{
    private const int ShortestRsa = 2048;
    private const string P384 = "1.3.132.0.34";

    private readonly RSA? _rsa;
    private readonly ECDsa? _ec;

    private ClientKey(RSA? rsa, ECDsa? ec, string? id)
    {
        (_rsa, _ec) = (rsa, ec);
        Id = id ?? Thumbprint();
    }

    /// <summary>The key's id: as registered, else its RFC 7638 thumbprint.</summary>
    public string Id { get; }

    public string Algorithm => _rsa is null ? "ES384" : "RS384";

    /// <exception cref="AccessTokenException">The file cannot be read or holds no usable key.</exception>
    public static ClientKey Load(string file, string? id)
    {
        try
        {
            return Read(File.ReadAllText(file), id);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new AccessTokenException("A key file cannot be read. Check KeyFile and its permissions.", wrong);
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            throw new AccessTokenException("A key file holds no usable private key. Give a PEM of an RSA key of 2,048 bits or more, or of an EC key on P-384.", wrong);
        }
    }

    public static string? ProblemOf(string file)
    {
        try
        {
            Load(file, null).Dispose();
            return null;
        }
        catch (AccessTokenException wrong)
        {
            return wrong.Message;
        }
    }

    public byte[] Sign(ReadOnlySpan<byte> data) => _rsa is not null
        ? _rsa.SignData(data, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1)
        // JWS wants r and s side by side (96 bytes), not ASN.1.
        : _ec!.SignData(data, HashAlgorithmName.SHA384, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>The public half as a JSON Web Key.</summary>
    public JsonObject PublicKey()
    {
        JsonObject key = Members();
        key["kid"] = Id;
        key["use"] = "sig";
        key["alg"] = Algorithm;
        key["key_ops"] = new JsonArray("verify");
        return key;
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _ec?.Dispose();
    }

    private static ClientKey Read(string pem, string? id)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            if (rsa.KeySize >= ShortestRsa)
            {
                return new ClientKey(rsa, null, id);
            }
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            // Not RSA: it may be an EC key.
            rsa.Dispose();
            return ReadEc(pem, id);
        }

        rsa.Dispose();
        throw new CryptographicException("The RSA key is too short.");
    }

    private static ClientKey ReadEc(string pem, string? id)
    {
        var ec = ECDsa.Create();
        ec.ImportFromPem(pem);
        if (ec.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == P384)
        {
            return new ClientKey(null, ec, id);
        }

        ec.Dispose();
        throw new CryptographicException("The EC key is not on P-384.");
    }

    private JsonObject Members()
    {
        if (_rsa is not null)
        {
            RSAParameters rsa = _rsa.ExportParameters(includePrivateParameters: false);
            return new JsonObject { ["e"] = Base64Url.EncodeToString(rsa.Exponent), ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(rsa.Modulus) };
        }

        ECPoint point = _ec!.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject { ["crv"] = "P-384", ["kty"] = "EC", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
    }

    /// <summary>RFC 7638: the required members alone, in alphabetical order.</summary>
    private string Thumbprint() => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Members().ToJsonString())));
}
