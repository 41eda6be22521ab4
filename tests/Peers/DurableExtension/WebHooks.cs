using ClinSeek.Peers.FunctionsHost.Hub;
using Microsoft.Azure.WebJobs.Host.Config;

namespace ClinSeek.Peers.DurableExtension;

/// <summary>Where an extension's HTTP API is reached: below the front end, with the system key.</summary>
#pragma warning disable CS0618 // The extension asks for it still.
internal sealed class WebHooks(DurableEngineContext context) : IWebHookProvider
#pragma warning restore CS0618
{
    public Uri GetUrl(IExtensionConfigProvider extension) => new(context.Address(), "runtime/webhooks/durabletask?code=" + Uri.EscapeDataString(context.Keys.DurableSystem));
}
