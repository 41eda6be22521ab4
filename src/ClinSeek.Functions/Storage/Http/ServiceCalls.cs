using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;

namespace ClinSeek.Functions.Storage.Http;

/// <summary>Sends requests, and puts into words why a service gave no answer or none yet.</summary>
internal static class ServiceCalls
{
    /// <summary>Sends a request, again where that may help; any answer is given back.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="message">The request.</param>
    /// <param name="doing">What is tried, as the beginning of a sentence.</param>
    /// <param name="address">The service, for people.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="StorageException">There was no answer.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; whether the service did it is unknown.</exception>
    public static async ValueTask<Response> SendAsync(
        this HttpPipeline pipeline, HttpMessage message, string doing, string address, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
            return message.Response;
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException or OperationCanceledException or AuthenticationFailedException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw fault as StorageException ?? new StorageException($"{doing} failed: {WhyNoAnswer(fault, address)}", fault);
        }
    }

    /// <summary>Why a service that answers 408, 429 or 5xx cannot do it now.</summary>
    public static string WhyNotNow(Response response) =>
        ServiceRetryPolicy.AskedToWait(response) is { } wait && wait > ServicePipelineOptions.LongestWait
            ? string.Create(CultureInfo.InvariantCulture, $"the service asks to be left alone for {wait.TotalSeconds:0} s. Wait, then run `resume`.")
            : "the service is overloaded or down, and was so at every try. Wait, then run `resume`.";

    private static string WhyNoAnswer(Exception fault, string address) => fault switch
    {
        AggregateException { InnerExceptions: [.., { } last] } => WhyNoAnswer(last, address),
        AuthenticationFailedException => $"there is no identity to show to {address}. Log in (`az login`), or give the app a managed identity.",
        OperationCanceledException => $"{address} did not answer in time, at every try. Wait, then run `resume`.",
        _ => $"{address} cannot be reached ({fault.GetBaseException().Message}). Is it running, and is the address right? Then run `resume`.",
    };
}
