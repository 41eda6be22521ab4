using Azure.Core;
using Azure.Core.Pipeline;

namespace ClinSeek.Functions.Storage.Http;

/// <summary>How requests to a storage or key service are sent and tried again.</summary>
internal sealed class ServicePipelineOptions : ClientOptions
{
    /// <summary>Five more tries, each delay doubled up to 10 s; a service that names a time is given it, up to <see cref="LongestWait"/>.</summary>
    /// <param name="firstDelay">How long to wait before the second try; 0.2 s where it is not given.</param>
    /// <param name="networkTimeout">How long one try may take; 100 s where it is not given.</param>
    public ServicePipelineOptions(TimeSpan? firstDelay = null, TimeSpan? networkTimeout = null)
    {
        RetryPolicy = new ServiceRetryPolicy(
            Tries, DelayStrategy.CreateExponentialDelayStrategy(firstDelay ?? TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(10)));
        Retry.NetworkTimeout = networkTimeout ?? TimeSpan.FromSeconds(100);
        Diagnostics.IsLoggingContentEnabled = false;
    }

    /// <summary>The longest that a service may ask to be left alone; beyond it the call fails and says so.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(60);

    private const int Tries = 5;

    /// <summary>The pipeline, with the policy that proves who is asking.</summary>
    public HttpPipeline Build(HttpPipelinePolicy authentication) => HttpPipelineBuilder.Build(this, authentication);
}
