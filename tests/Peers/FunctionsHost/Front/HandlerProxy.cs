using System.Globalization;
using System.Net;
using ClinSeek.Peers.FunctionsHost.Apps;
using ClinSeek.Peers.FunctionsHost.Invocations;
using ClinSeek.Peers.FunctionsHost.Processes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClinSeek.Peers.FunctionsHost.Front;

/// <summary>
/// Hands the caller's own request to the handler. Proxying streams both ways; forwarding buffers, and loses a body whose length
/// the caller did not say.
/// </summary>
internal sealed class HandlerProxy : IDisposable
{
    // Hop by hop: each connection has its own.
    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    };

    private readonly HandlerSupervisor _handler;
    private readonly Invoker _invoker;
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });

    public HandlerProxy(HandlerSupervisor handler, Invoker invoker) => (_handler, _invoker) = (handler, invoker);

    /// <exception cref="FunctionFailedException">The handler could not be reached or broke off.</exception>
    /// <exception cref="FunctionTimeoutException">It took too long.</exception>
    public async Task SendAsync(HttpContext context, FunctionDefinition function, bool streaming)
    {
        await _handler.WaitReadyAsync(context.RequestAborted);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(_invoker.FunctionTimeout);
        try
        {
            using HttpRequestMessage request = Request(context.Request, streaming);
            using HttpResponseMessage response = await _http.SendAsync(request, limit.Token);
            context.Response.StatusCode = (int)response.StatusCode;
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(static header => !Skipped.Contains(header.Key)))
            {
                context.Response.Headers[name] = values.ToArray();
            }

            if (streaming)
            {
                context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
                await context.Response.StartAsync(limit.Token);
            }

            await CopyAsync(await response.Content.ReadAsStreamAsync(limit.Token), context.Response, streaming, limit.Token);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            _handler.Replace();
            throw new FunctionTimeoutException(function.Name, _invoker.FunctionTimeout);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new FunctionFailedException(function.Name, broken.GetType().FullName!, broken.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task CopyAsync(Stream from, HttpResponse to, bool flush, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await to.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (flush)
            {
                await to.Body.FlushAsync(cancellationToken);
            }
        }
    }

    /// <summary>Method, path, query, headers (Host too) as the caller sent them.</summary>
    private HttpRequestMessage Request(HttpRequest original, bool streaming)
    {
        var request = new HttpRequestMessage(new HttpMethod(original.Method), new Uri(_handler.Address, original.Path.ToUriComponent() + original.QueryString.ToUriComponent()));
        bool hasBody = original.ContentLength > 0 || (streaming && original.Headers.TransferEncoding.Count > 0);
        if (hasBody)
        {
            request.Content = new StreamContent(original.Body);
        }

        foreach (var (name, values) in original.Headers.Where(static header => !Skipped.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture));
        request.Headers.Add("X-Azure-Functions-HostVersion", Invoker.HostVersion);
        return request;
    }
}
