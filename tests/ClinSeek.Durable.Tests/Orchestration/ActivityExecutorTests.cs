namespace ClinSeek.Durable.Tests.Orchestration;

public sealed class ActivityExecutorTests
{
    private static readonly DurableTaskRegistry Registry = new DurableTaskRegistry()
        .AddActivityFunc<int, int>("Square", (_, n) => Task.FromResult(n * n))
        .AddActivityFunc<string?, string?>("Echo", (_, text) => Task.FromResult(text))
        .AddActivityFunc<object?, int>("Refuse", (_, _) => throw new NonRetriableTaskException("never", new IOException("disk")))
        .AddActivityFunc<object?, int>("Break", (_, _) => throw new IOException("disk", new ArgumentException("path")))
        .AddActivityFunc<object?, int>("Wait", async (context, _) =>
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return 0;
        });

    [Fact]
    public async Task ExecuteAsync_KnownActivity_CompletesWithJson()
    {
        var outcome = await Run("sQUARE", "12");

        outcome.IsCompleted.ShouldBeTrue();
        outcome.Result.ShouldBe("144");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public async Task ExecuteAsync_NoInput_GivesTheDefaultAndNoResult(string? input) => (await Run("Echo", input)).Result.ShouldBeNull();

    [Fact]
    public async Task ExecuteAsync_UnknownActivity_FailsNonRetriable()
    {
        var failure = (await Run("Nowhere", null)).Failure.ShouldNotBeNull();

        failure.ErrorType.ShouldBe("ActivityTaskNotFound");
        failure.IsNonRetriable.ShouldBeTrue();
        failure.ErrorMessage.ShouldContain("'Nowhere'");
    }

    [Fact]
    public async Task ExecuteAsync_Exception_BecomesDetailsWithItsCause()
    {
        var failure = (await Run("Break", null)).Failure.ShouldNotBeNull();

        failure.ErrorType.ShouldBe("System.IO.IOException");
        failure.IsNonRetriable.ShouldBeFalse();
        failure.InnerFailure!.ErrorType.ShouldBe("System.ArgumentException");
    }

    [Fact]
    public async Task ExecuteAsync_NonRetriableException_SetsTheFlag() => (await Run("Refuse", null)).Failure!.IsNonRetriable.ShouldBeTrue();

    [Fact]
    public async Task ExecuteAsync_UnreadableInput_Fails() => (await Run("Square", "\"x\"")).Failure!.ErrorType.ShouldBe("System.Text.Json.JsonException");

    [Fact]
    public async Task ExecuteAsync_Envelope_FailureIsACompletedResult()
    {
        var outcome = await Run("Refuse", null, EnvelopeCodec.Instance);

        outcome.IsCompleted.ShouldBeTrue();
        var failure = EnvelopeCodec.Instance.Decode(outcome.Result).Failure.ShouldNotBeNull();
        failure.ErrorType.ShouldBe(typeof(NonRetriableTaskException).FullName);
        failure.IsNonRetriable.ShouldBeTrue();
        failure.InnerFailure!.ErrorMessage.ShouldBe("disk");
    }

    [Fact]
    public async Task ExecuteAsync_Cancelled_HasNoOutcome()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = new ActivityExecutor(Registry, new DurableTaskWorkerOptions()).ExecuteAsync("Wait", "i", null, source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    private static Task<ActivityOutcome> Run(string name, string? input, IResultCodec? codec = null) =>
        new ActivityExecutor(Registry, new DurableTaskWorkerOptions { Codec = codec ?? PlainCodec.Instance })
            .ExecuteAsync(name, "case-1", input, TestContext.Current.CancellationToken);
}
