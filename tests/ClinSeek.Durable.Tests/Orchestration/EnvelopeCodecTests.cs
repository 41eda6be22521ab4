using System.Text.Json;
using ClinSeek.Durable.Tests.Orchestration.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace ClinSeek.Durable.Tests.Orchestration;

public sealed class EnvelopeCodecTests
{
    private static readonly TaskFailureDetails Deep = new(
        "Outer.Exception",
        "outer \"quoted\" ä",
        InnerFailure: new("Middle", "middle", InnerFailure: new("Inner", "inner", InnerFailure: new("Root", "root"), IsNonRetriable: true)),
        IsNonRetriable: true);

    [Fact]
    public void EncodeFailure_ThreeLevelsOfCauses_RoundTrips() =>
        EnvelopeCodec.Instance.Decode(EnvelopeCodec.Instance.EncodeFailure(Deep)).Failure.ShouldBe(Deep);

    [Fact]
    public void EncodeFailure_AnyText_RoundTrips() => Prop.ForAll<NonNull<string>, bool>((message, flag) =>
    {
        var failure = new TaskFailureDetails("T", message.Get, InnerFailure: new("I", message.Get), IsNonRetriable: flag);
        return message.Get.Any(char.IsSurrogate) || Equals(EnvelopeCodec.Instance.Decode(EnvelopeCodec.Instance.EncodeFailure(failure)).Failure, failure);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1")]
    [InlineData("\"text\"")]
    [InlineData("{\"a\":[1,2]}")]
    [InlineData("{\"$durable\":1,\"failed\":{\"type\":\"T\"}}")]
    public void EncodeResult_AnyValue_RoundTrips(string json) =>
        EnvelopeCodec.Instance.Decode(EnvelopeCodec.Instance.EncodeResult(json)).ShouldBe(new DecodedResult(json, null));

    [Fact]
    public void EncodeResult_NoValue_ReadsBackAsNoValue() =>
        EnvelopeCodec.Instance.Decode(EnvelopeCodec.Instance.EncodeResult(null)).ShouldBe(new DecodedResult(null, null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("\"about $durable goods\"")]
    [InlineData("{\"x\":\"$durable\"}")]
    [InlineData("no json but $durable")]
    public void Decode_UnmarkedResult_IsPlain(string? result) =>
        EnvelopeCodec.Instance.Decode(result).ShouldBe(new DecodedResult(result, null));

    [Fact]
    public void Decode_EnvelopeInsideAJsonString_IsOpened()
    {
        var twice = JsonSerializer.Serialize(EnvelopeCodec.Instance.EncodeFailure(Deep));

        EnvelopeCodec.Instance.Decode(twice).Failure.ShouldBe(Deep);
    }

    [Fact]
    public void Decode_UnknownVersion_IsANonRetriableFailure()
    {
        var failure = EnvelopeCodec.Instance.Decode("{\"$durable\":2,\"ok\":1}").Failure.ShouldNotBeNull();

        failure.IsNonRetriable.ShouldBeTrue();
        failure.ErrorMessage.ShouldContain("version 2");
    }

    [Fact]
    public void Turn_CompletedResultHoldsAFailure_TheCallFails()
    {
        using var driver = TurnDriver.For(
            async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("A", null, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1))));
                }
                catch (TaskFailedException failed)
                {
                    return failed.Message + "/" + failed.FailureDetails.InnerFailure!.InnerFailure!.InnerFailure!.ErrorType;
                }
            },
            new DurableTaskWorkerOptions { Codec = EnvelopeCodec.Instance });
        driver.Start();

        var result = driver.Turn(History.Completed(0, EnvelopeCodec.Instance.EncodeFailure(Deep))).Result();

        JsonSerializer.Deserialize<string>(result!).ShouldBe("Task 'A' (#0) failed with an unhandled exception: outer \"quoted\" ä/Root");
    }
}
