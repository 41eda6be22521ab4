using System.Text;
using ClinSeek.Evidence.Cases;
using ClinSeek.Evidence.Vault;

namespace ClinSeek.Evidence.Tests.Vault;

public sealed class VaultTests
{
    private static readonly CaseKeys Keys = CaseKeys.Create(CaseId.Parse("case-1"));
    private static readonly byte[] Plaintext = Encoding.UTF8.GetBytes("K 6.1 mmol/L");

    [Fact]
    public void TryOpen_SealedBlob_GivesThePlaintext()
    {
        SealedBlob blob = Keys.Seal("e1.0", Plaintext);

        BlobEnvelope.TryOpen(Keys, blob.Envelope.Span).ShouldBe(Plaintext);
        blob.Address.ShouldBe(BlobEnvelope.AddressOf(blob.Envelope.Span));
        blob.Commitment.ShouldBe(Keys.Commit("e1.0", Plaintext));
    }

    [Fact]
    public void Seal_SamePlaintextTwice_DiffersInEnvelopeOnly()
    {
        SealedBlob one = Keys.Seal("a", Plaintext), two = Keys.Seal("a", Plaintext);

        one.Address.ShouldNotBe(two.Address);
        one.Commitment.ShouldBe(two.Commitment);
    }

    [Fact]
    public void TryOpen_EveryChangedByte_GivesNothing()
    {
        byte[] envelope = Keys.Seal("a", Plaintext).Envelope.ToArray();
        for (int at = 0; at < envelope.Length; at++)
        {
            byte[] changed = [.. envelope];
            changed[at] ^= 1;
            BlobEnvelope.TryOpen(Keys, changed).ShouldBeNull($"byte {at}");
        }

        BlobEnvelope.TryOpen(Keys, envelope.AsSpan(0, 40)).ShouldBeNull();
    }

    [Fact]
    public void TryOpen_SameKeysInAnotherCase_GivesNothing()
    {
        string document = Encoding.UTF8.GetString(Keys.Export()).Replace("case-1", "case-2", StringComparison.Ordinal);
        CaseKeys other = CaseKeys.Import(Encoding.UTF8.GetBytes(document));

        BlobEnvelope.TryOpen(other, Keys.Seal("a", Plaintext).Envelope.Span).ShouldBeNull();
        other.Commit("a", Plaintext).ShouldNotBe(Keys.Commit("a", Plaintext));
    }

    [Fact]
    public void Commit_NameAndDomain_AreSeparated()
    {
        Keys.Commit("a", Plaintext).ShouldNotBe(Keys.Commit("b", Plaintext));
        Keys.Commit("a", Plaintext).ShouldNotBe(Keys.Digest("a", Plaintext));
    }

    [Fact]
    public void Rotate_InFlight_OpensOldAndSealsUnderTheNew()
    {
        SealedBlob before = Keys.Seal("a", Plaintext);

        CaseKeys rotated = Keys.Rotate();
        SealedBlob after = rotated.Seal("a", Plaintext);

        BlobEnvelope.KeyIdOf(after.Envelope.Span).ShouldBe(rotated.DataKeyId);
        rotated.DataKeyId.ShouldNotBe(Keys.DataKeyId);
        BlobEnvelope.TryOpen(rotated, before.Envelope.Span).ShouldBe(Plaintext);
        BlobEnvelope.TryOpen(Keys, after.Envelope.Span).ShouldBeNull();
        after.Commitment.ShouldBe(before.Commitment);
    }

    [Fact]
    public async Task Unwrap_RightKey_GivesTheKeysAndAnotherGivesNothing()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(static value => (byte)value)];
        WrappedCaseKeys wrapped = await WrappedCaseKeys.WrapAsync(Keys, "local", "k1", LocalKeyWrap.Wrapping(key), TestContext.Current.CancellationToken);

        WrappedCaseKeys stored = WrappedCaseKeys.Parse(wrapped.ToBytes());
        CaseKeys? unwrapped = await stored.UnwrapAsync(LocalKeyWrap.Unwrapping(key), TestContext.Current.CancellationToken);

        unwrapped.ShouldNotBeNull().Export().ShouldBe(Keys.Export());
        Encoding.UTF8.GetString(wrapped.ToBytes()).ShouldNotContain(Convert.ToHexStringLower(Keys.FindDataKey(Keys.DataKeyId)!));
        key[0] ^= 1;
        (await stored.UnwrapAsync(LocalKeyWrap.Unwrapping(key), TestContext.Current.CancellationToken)).ShouldBeNull();
        key[0] ^= 1;
        (await (stored with { Case = "case-2" }).UnwrapAsync(LocalKeyWrap.Unwrapping(key), TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no")]
    [InlineData("""{"v":2,"case":"c","commitmentKey":"00","dataKeys":["00"]}""")]
    public void Import_NoKeyDocument_IsRefused(string text) =>
        Should.Throw<FormatException>(() => CaseKeys.Import(Encoding.UTF8.GetBytes(text)));
}
