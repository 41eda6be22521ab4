using System.Security.Cryptography;
using ClinSeek.Evidence.Audit;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Ledger;
using ClinSeek.Evidence.Vault;
using ClinSeek.Functions.Storage;
using ClinSeek.Functions.Storage.KeyVault;
using ClinSeek.Functions.Tests.Testing;

namespace ClinSeek.Functions.Tests.Storage.KeyVault;

/// <summary>The provider against a server that speaks the vault's interface.</summary>
public sealed class KeyVaultKeyProviderTests : IAsyncLifetime
{
    private static readonly CaseId Id = CaseId.Parse("vault-case");

    private readonly TemporaryFolder _folder = new();
    private ScriptedVault _vault = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _vault = await ScriptedVault.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Wrap_AnotherProcess_Unwraps()
    {
        CaseKeys keys = CaseKeys.Create(Id);

        WrappedCaseKeys wrapped = WrappedCaseKeys.Parse((await _vault.Open().WrapAsync(keys, Stop)).ToBytes());

        wrapped.Provider.ShouldBe("azure-key-vault");
        wrapped.WrappingKeyId.ShouldStartWith($"{_vault.Address}keys/{ScriptedVault.Wrapping}/");
        (await _vault.Open().UnwrapAsync(wrapped, Stop))!.Export().ShouldBe(keys.Export());
    }

    [Fact]
    public async Task Request_FirstOne_HoldsItsContentBackUntilTheVaultHasSaidForWhom()
    {
        WrappedCaseKeys wrapped = await _vault.Open().WrapAsync(CaseKeys.Create(Id), Stop);
        int before = _vault.Seen.Count;

        await _vault.Open().UnwrapAsync(wrapped, Stop);

        string[] seen = [.. _vault.Seen.Skip(before)];
        seen.Length.ShouldBe(2);
        seen[0].ShouldEndWith("/unwrapkey 0");
        seen[1].ShouldContain("/unwrapkey ");
        seen[1].ShouldNotEndWith(" 0");
        _vault.Credential.Asked.ShouldAllBe(static asked => asked.Scopes.Single() == "https://localhost/.default" && asked.TenantId == "the-tenant");
    }

    [Theory]
    [InlineData("https://vault.azure.net")]
    [InlineData("https://evil.example")]
    [InlineData("https://ocalhost")]
    public async Task Request_ChallengeForAnotherService_GetsNoToken(string resource)
    {
        _vault.Resource = resource;

        string message = (await Should.ThrowAsync<StorageException>(async () => await _vault.Open().SigningKeyAsync(Stop))).Message;

        message.ShouldContain("not its own service");
        message.ShouldNotContain("cannot be reached");
        _vault.Credential.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unwrap_KeyRotated_OpensOldCasesWithTheirOldVersionAndWrapsNewOnesWithTheNew()
    {
        var time = new SteppedTime();
        KeyVaultKeyProvider provider = _vault.Open(time);
        CaseKeys keys = CaseKeys.Create(Id);
        WrappedCaseKeys old = await provider.WrapAsync(keys, Stop);
        _vault.Rotate(ScriptedVault.Wrapping);
        (await provider.WrapAsync(keys, Stop)).WrappingKeyId.ShouldBe(old.WrappingKeyId, "the version counts as present for a while");

        time.Advance(KeyVaultKeyProvider.PresentFor);
        WrappedCaseKeys renewed = await provider.WrapAsync(keys, Stop);

        renewed.WrappingKeyId.ShouldNotBe(old.WrappingKeyId);
        foreach (WrappedCaseKeys wrapped in new[] { old, renewed })
        {
            (await _vault.Open().UnwrapAsync(wrapped, Stop))!.Export().ShouldBe(keys.Export());
        }
    }

    [Fact]
    public async Task Unwrap_DocumentChanged_IsNull()
    {
        KeyVaultKeyProvider provider = _vault.Open();
        WrappedCaseKeys wrapped = await provider.WrapAsync(CaseKeys.Create(Id), Stop);
        byte[] document = Convert.FromBase64String(wrapped.Wrapped);
        foreach (int at in (int[])[0, 3, 4, 5, 6, 100, document.Length - 40, document.Length - 1])
        {
            byte[] changed = [.. document];
            changed[at] ^= 1;
            (await provider.UnwrapAsync(wrapped with { Wrapped = Convert.ToBase64String(changed) }, Stop)).ShouldBeNull($"byte {at}");
        }

        (await provider.UnwrapAsync(wrapped with { Wrapped = "" }, Stop)).ShouldBeNull();
        (await provider.UnwrapAsync(wrapped with { Case = "other-case" }, Stop)).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://evil.example/keys/k/1")]
    [InlineData("https://localhost:1/keys/k/1")]
    [InlineData("https://localhost/keys/k")]
    [InlineData("local-0123")]
    public async Task Unwrap_KeyOfAnotherVault_IsRefusedWithoutAskingAnybody(string keyId)
    {
        KeyVaultKeyProvider provider = _vault.Open();
        WrappedCaseKeys wrapped = await provider.WrapAsync(CaseKeys.Create(Id), Stop);
        int before = _vault.Seen.Count;

        (await Should.ThrowAsync<StorageException>(async () => await provider.UnwrapAsync(wrapped with { WrappingKeyId = keyId }, Stop)))
            .Message.ShouldContain("another vault");

        _vault.Seen.Count.ShouldBe(before);
    }

    [Fact]
    public async Task Unwrap_VersionGone_SaysHowToRecoverIt()
    {
        WrappedCaseKeys wrapped = await _vault.Open().WrapAsync(CaseKeys.Create(Id), Stop);
        _vault.Rotate(ScriptedVault.Wrapping);
        _vault.ForgetOldVersions(ScriptedVault.Wrapping);

        string message = (await Should.ThrowAsync<StorageException>(async () => await _vault.Open().UnwrapAsync(wrapped, Stop))).Message;

        message.ShouldContain("recover it");
        message.ShouldContain("KeyNotFound; request req-1");
    }

    [Fact]
    public async Task Sign_Head_IsVerifiedWithThePublicKey()
    {
        KeyVaultKeyProvider provider = _vault.Open();
        SigningKey key = await provider.SigningKeyAsync(Stop);

        byte[] signature = await provider.SignAsync(key, "a head"u8.ToArray(), Stop);

        using var verifier = ECDsa.Create();
        verifier.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out _);
        verifier.VerifyData("a head"u8, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();
        key.Id.ShouldBe(HeadCheckpoint.KeyIdOf(verifier));
    }

    [Fact]
    public async Task Sign_SignatureOfAnotherLength_IsRefused()
    {
        KeyVaultKeyProvider provider = _vault.Open();
        SigningKey key = await provider.SigningKeyAsync(Stop);
        _vault.CutsSignatures = true;

        (await Should.ThrowAsync<StorageException>(async () => await provider.SignAsync(key, "a head"u8.ToArray(), Stop))).Message.ShouldContain("not its key's");
    }

    [Fact]
    public async Task Operate_DigestOfAnotherLength_IsNotSigned()
    {
        KeyVaultKeyProvider provider = _vault.Open();
        await provider.SigningKeyAsync(Stop);
        ScriptedVaultKey.Ec().Operate("sign", "ES256", new byte[31]).ShouldBeNull();

        // Messages of any length are signed: what travels is their digest.
        foreach (int length in (int[])[0, 1, 31, 32, 33, 5000])
        {
            (await provider.SignAsync(await provider.SigningKeyAsync(Stop), new byte[length], Stop)).Length.ShouldBe(64);
        }
    }

    [Fact]
    public async Task SigningKey_NotP256_SaysHowToMakeOne()
    {
        _vault.Replace(ScriptedVault.Signing, ScriptedVaultKey.Ec384());
        (await Should.ThrowAsync<StorageException>(async () => await _vault.Open().SigningKeyAsync(Stop))).Message.ShouldContain("--curve P-256");

        _vault.Replace(ScriptedVault.Wrapping, ScriptedVaultKey.Ec());
        (await Should.ThrowAsync<StorageException>(async () => await _vault.Open().WrapAsync(CaseKeys.Create(Id), Stop))).Message.ShouldContain("RSA key");
    }

    [Fact]
    public async Task Ledger_SigningKeyRotatedInTheMiddle_VerifiesWithAllVersionsAndNotWithOne()
    {
        var time = new SteppedTime();
        KeyVaultKeyProvider provider = _vault.Open(time);
        var ledger = new FileLedgerStore(new CasePaths(_folder["data"]), provider, time, readOnly: false);
        await ledger.AppendAsync(Id, new LedgerDraft { At = DateTimeOffset.UnixEpoch, Kind = LedgerKinds.CaseOpened, Actor = "host", Epoch = 0 }, Stop);
        _vault.Rotate(ScriptedVault.Signing);
        time.Advance(KeyVaultKeyProvider.PresentFor);
        await ledger.AppendAsync(Id, new LedgerDraft { At = DateTimeOffset.UnixEpoch, Kind = LedgerKinds.CaseSealed, Actor = "host", Epoch = 0 }, Stop);

        IReadOnlyList<SigningKey> keys = await _vault.Open().SigningKeysAsync(Stop);
        keys.Count.ShouldBe(2);
        (await VerifyAsync(ledger, keys)).AnchoredCount.ShouldBe(2);
        (await VerifyAsync(ledger, [keys[0]])).FirstBad.ShouldBe("checkpoint 1");
        (await VerifyAsync(ledger, [keys[1]])).FirstBad.ShouldBe("checkpoint 2");
    }

    [Fact]
    public async Task Request_ThrottledWhileAnotherMeetsTheChallenge_IsSentWithItsContent()
    {
        KeyVaultKeyProvider provider = _vault.Open();
        WrappedCaseKeys wrapped = await _vault.Open().WrapAsync(CaseKeys.Create(Id), Stop);
        using var challenged = new SemaphoreSlim(0);
        bool held = false;
        _vault.Fault = request =>
        {
            if (!request.Path.Value!.EndsWith("/unwrapkey", StringComparison.Ordinal) || held)
            {
                return null;
            }

            // Without token and content; answered only once another request has learnt for whom the token is.
            held = true;
            challenged.Wait(Stop);
            return ProxyFault.Refuse(503, "ServiceUnavailable");
        };

        Task<CaseKeys?> unwrapping = provider.UnwrapAsync(wrapped, Stop).AsTask();
        await provider.SigningKeyAsync(Stop);
        challenged.Release();

        (await unwrapping).ShouldNotBeNull();
    }

    [Fact]
    public async Task Request_VaultThrottles_IsRiddenOut()
    {
        int refused = 0;
        _vault.Fault = _ => Interlocked.Increment(ref refused) <= 3 ? ProxyFault.Refuse(429, "Throttled", ("Retry-After", "0")) : null;

        await _vault.Open().SigningKeyAsync(Stop);

        refused.ShouldBe(5);
    }

    [Theory]
    [InlineData(403, "ForbiddenByRbac", "Key Vault Crypto User")]
    [InlineData(403, "ForbiddenByFirewall", "network rules")]
    [InlineData(403, "KeyDisabled", "Enable it")]
    [InlineData(404, "KeyNotFound", "Keys__WrappingKey")]
    [InlineData(503, "ServiceUnavailable", "overloaded")]
    public async Task Request_VaultRefuses_NamesCauseAndRemedy(int status, string code, string expected)
    {
        _vault.Fault = request => request.Headers.Authorization.Count == 0 ? null : ProxyFault.Refuse(status, code);

        string message = (await Should.ThrowAsync<StorageException>(async () => await _vault.Open().SigningKeyAsync(Stop))).Message;

        message.ShouldContain(expected);
        message.ShouldContain($"{code}; request req-1");
        message.ShouldNotContain(ScriptedVault.Token);
    }

    [Fact]
    public async Task KeyRing_CaseOfAnotherProvider_SaysWhichIsWanted()
    {
        var objects = new FileCaseObjects(new CasePaths(_folder["data"]));
        await new CaseKeyRing(objects, _vault.Open()).GetOrMakeAsync(Id, Stop);
        using LocalKeyProvider local = LocalKeyProvider.Open(_folder["keys.json"], _folder["data"], create: true);

        (await new CaseKeyRing(objects, _vault.Open()).FindAsync(Id, Stop)).ShouldNotBeNull();
        (await Should.ThrowAsync<StorageException>(async () => await new CaseKeyRing(objects, local).FindAsync(Id, Stop)))
            .Message.ShouldContain("'azure-key-vault', and this process has 'local'");
    }

    private static async Task<VerificationReport> VerifyAsync(FileLedgerStore ledger, IReadOnlyList<SigningKey> keys)
    {
        var (lines, checkpoints) = (await ledger.ReadBytesAsync(Id, Stop))!.Value;
        ECDsa[] imported = [.. keys.Select(static key =>
        {
            var read = ECDsa.Create();
            read.ImportSubjectPublicKeyInfo(key.PublicKey.Span, out _);
            return read;
        })];
        return await LedgerVerifier.VerifyAsync(
            new LedgerSource { Lines = LedgerChain.Lines(lines), Checkpoints = LedgerChain.Lines(checkpoints) },
            new VerificationOptions { PublicKey = imported[0], FurtherPublicKeys = imported[1..] },
            Stop);
    }

    private sealed class SteppedTime : TimeProvider
    {
        private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

        public void Advance(TimeSpan by) => _now += by;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
