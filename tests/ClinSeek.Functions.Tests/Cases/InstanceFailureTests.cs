using ClinSeek.Durable;
using ClinSeek.Functions.Cases;

namespace ClinSeek.Functions.Tests.Cases;

public sealed class InstanceFailureTests
{
    private const string TaskFailed = "ClinSeek.Durable.TaskFailedException";

    [Theory]
    [InlineData("Microsoft.Azure.WebJobs.Host.FunctionInvocationException", "Exception while executing function: Functions.CaseOrchestrator", false)]
    [InlineData("System.Net.Http.HttpRequestException", "Connection refused", false)]
    [InlineData("(unknown)", "Function 'CaseOrchestrator' failed with an unhandled exception.", false)]
    [InlineData(TaskFailed, "Task 'RecordStep' (#4) failed with an unhandled exception: The disk is full.", false)]
    [InlineData(TaskFailed, "Task 'Reason' (#4) failed with an unhandled exception: Reason failed unexpectedly: KeyNotFoundException in A.B. This is a bug; please report it.", true)]
    [InlineData("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", "Non-Deterministic workflow detected: ...", true)]
    [InlineData("System.NullReferenceException", "Object reference not set.", true)]
    public void Of_WhatAHostTells_TellsCodeFromHost(string type, string message, bool isOfCode) =>
        InstanceFailure.Of(new TaskFailureDetails(type, message)).IsOfCode.ShouldBe(isOfCode);

    [Fact]
    public void Of_InnerFailure_IsTheCauseAndItsFlagCounts()
    {
        var inner = new TaskFailureDetails("X", "The key is gone.", IsNonRetriable: true);

        InstanceFailure failure = InstanceFailure.Of(new TaskFailureDetails(TaskFailed, "Task 'Seal' failed", null, inner));

        (failure.Cause, failure.IsFinal).ShouldBe(("The key is gone.", true));
    }

    [Fact]
    public void Of_NothingKnown_IsTheHostsAndHasACause() => InstanceFailure.Of(null).ShouldBe(new InstanceFailure("The engine lost the instance.", false, false));
}
