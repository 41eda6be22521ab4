using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Core;

namespace ClinSeek.Functions.Storage.AzureBlob;

/// <summary>
/// A container of Azure Blob Storage and the few operations that the record rests on. Each is tried again where the service
/// may do it later; a put or append whose first answer was lost may therefore meet itself, which callers tell by content.
/// </summary>
/// <param name="requests">Where it is.</param>
/// <param name="make">Whether the container is made when it is not there.</param>
/// <param name="pageSize">How many names one listing request gives.</param>
internal sealed class BlobContainer(BlobRequests requests, bool make, int pageSize = 5000)
{
    /// <summary>What one request carries at most; larger blobs travel in blocks and ranges of this size.</summary>
    internal const int BlockBytes = 8 << 20;

    private const int BlocksAtOnce = 4;

    private bool _made;

    /// <summary>The container's address, for people.</summary>
    public string Address => requests.Address;

    /// <summary>Writes a blob unless there is one of that name. All of it or nothing: blocks count only once their list is put.</summary>
    /// <returns>Whether this call wrote it. False may also mean that a try of this very call did, whose answer was lost.</returns>
    /// <exception cref="StorageException">The service refuses.</exception>
    public async ValueTask<bool> PutIfAbsentAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        using HttpMessage message = content.Length <= BlockBytes
            ? PutBlob(name, content)
            : PutBlockList(name, await PutBlocksAsync(name, content, cancellationToken));
        message.Request.Headers.SetValue("If-None-Match", "*");
        Response response = await requests.SendAsync(message, "Storing a document", cancellationToken);
        return response.Status switch
        {
            201 => true,
            _ when Is(response, "BlobAlreadyExists") || Is(response, "ConditionNotMet") => false,
            _ => throw requests.Refused("Storing a document", response),
        };
    }

    /// <summary>Finds out whether blobs can be written, without writing one: a put on a condition that nothing meets.</summary>
    /// <exception cref="StorageException">They cannot.</exception>
    public async ValueTask ProbeAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        using HttpMessage message = PutBlob("health-probe", ReadOnlyMemory<byte>.Empty);
        message.Request.Headers.SetValue("If-Match", "\"0x0\"");
        await requests.SendAsync(message, "Writing", 412, cancellationToken);
    }

    /// <summary>Reads a whole blob; null where there is none.</summary>
    /// <exception cref="StorageException">The service refuses, or the blob changes while it is read.</exception>
    public async ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var (outcome, first) = await ReadFromAsync(name, 0, null, cancellationToken);
        return outcome switch
        {
            BlobReadOutcome.Missing => null,
            BlobReadOutcome.Shorter => [],
            _ => first!.Content,
        };
    }

    /// <summary>Reads a blob from some byte on, unless it is a known version.</summary>
    /// <param name="name">The blob.</param>
    /// <param name="from">The first byte that is wanted; it must exist.</param>
    /// <param name="unless">The version that need not be read, or null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="StorageException">The service refuses.</exception>
    public async ValueTask<(BlobReadOutcome Outcome, BlobRange? Range)> ReadFromAsync(
        string name, long from, string? unless, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        using HttpMessage message = GetBlob(name, from);
        if (unless is not null)
        {
            message.Request.Headers.SetValue("If-None-Match", unless);
        }

        Response response = await requests.SendAsync(message, "Reading", cancellationToken);
        switch (response.Status)
        {
            case 304:
                return (BlobReadOutcome.Unchanged, null);
            case 404 when Is(response, "BlobNotFound"):
                return (BlobReadOutcome.Missing, null);
            case 416:
                return (BlobReadOutcome.Shorter, null);
            case 200 or 206:
                break;
            default:
                throw requests.Refused("Reading", response);
        }

        long length = LengthOf(response);
        if (length <= from && from > 0)
        {
            return (BlobReadOutcome.Shorter, null);
        }

        byte[] content = GC.AllocateUninitializedArray<byte>(checked((int)(length - from)));
        Copy(response, content.AsSpan(0, (int)Math.Min(content.Length, BlockBytes)));
        for (long at = BlockBytes; at < content.Length; at += BlockBytes)
        {
            using HttpMessage next = GetBlob(name, from + at);
            Response more = await requests.SendAsync(next, "Reading", 206, cancellationToken);
            Copy(more, content.AsSpan((int)at, (int)Math.Min(content.Length - at, BlockBytes)));
        }

        // What was appended since the first answer is left for the next reading: the version is that of the first one.
        int blocks = response.Headers.TryGetValue("x-ms-blob-committed-block-count", out string? count) ? int.Parse(count, CultureInfo.InvariantCulture) : 0;
        return (BlobReadOutcome.Read, new BlobRange(content, length, response.Headers.ETag?.ToString("H") ?? "", blocks));
    }

    /// <summary>Makes an empty blob to append to, unless there is a blob of that name.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    public async ValueTask CreateAppendBlobAsync(string name, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        using HttpMessage message = requests.Create(RequestMethod.Put, name);
        message.Request.Headers.Add("x-ms-blob-type", "AppendBlob");
        message.Request.Headers.SetValue("If-None-Match", "*");
        message.Request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        Response response = await requests.SendAsync(message, "Appending", cancellationToken);
        if (response.Status != 201 && !Is(response, "BlobAlreadyExists") && !Is(response, "ConditionNotMet"))
        {
            throw requests.Refused("Appending", response);
        }
    }

    /// <summary>Appends bytes in one piece where the blob ends at a position.</summary>
    /// <returns>How it ended, and the blob's new version where it was appended.</returns>
    /// <exception cref="StorageException">The service refuses; whether the bytes stand is then unknown.</exception>
    public async ValueTask<(BlobAppendOutcome Outcome, string? ETag)> AppendAsync(
        string name, ReadOnlyMemory<byte> content, long position, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        using HttpMessage message = requests.Create(RequestMethod.Put, name, ("comp", "appendblock"));
        message.Request.Headers.Add("x-ms-blob-condition-appendpos", position.ToString(CultureInfo.InvariantCulture));
        message.Request.Content = RequestContent.Create(content);
        Response response = await requests.SendAsync(message, "Appending", cancellationToken);
        return response.Status switch
        {
            201 => (BlobAppendOutcome.Appended, response.Headers.ETag?.ToString("H")),
            _ when Is(response, "AppendPositionConditionNotMet") => (BlobAppendOutcome.OtherPosition, null),
            404 when Is(response, "BlobNotFound") => (BlobAppendOutcome.Missing, null),
            _ when Is(response, "BlockCountExceedsLimit") => (BlobAppendOutcome.Full, null),
            _ => throw requests.Refused("Appending", response),
        };
    }

    /// <summary>Deletes a blob; one that is not there is fine.</summary>
    /// <exception cref="StorageException">The service refuses.</exception>
    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken)
    {
        using HttpMessage message = requests.Create(RequestMethod.Delete, name);
        Response response = await requests.SendAsync(message, "Deleting", cancellationToken);
        if (response.Status != 202 && !Is(response, "BlobNotFound"))
        {
            throw requests.Refused("Deleting", response);
        }
    }

    /// <summary>The names that begin with a prefix, in their order.</summary>
    /// <param name="prefix">The prefix.</param>
    /// <param name="delimiter">Where names are cut, which gives folders: <c>/</c>, or null for every blob.</param>
    /// <param name="cancellationToken">Stops listing.</param>
    /// <exception cref="StorageException">The service refuses.</exception>
    public async IAsyncEnumerable<string> ListAsync(string prefix, string? delimiter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        string? marker = null;
        do
        {
            using HttpMessage message = requests.Create(
                RequestMethod.Get, "", ("restype", "container"), ("comp", "list"), ("prefix", prefix), ("delimiter", delimiter),
                ("maxresults", pageSize.ToString(CultureInfo.InvariantCulture)), ("marker", marker));
            Response response = await requests.SendAsync(message, "Listing", 200, cancellationToken);
            BlobPage page = BlobPage.Read(response.Content.ToStream());
            foreach (string name in page.Names)
            {
                yield return name;
            }

            marker = page.Next;
        }
        while (marker is not null);
    }

    /// <summary>Makes the container at the first use unless it is there. Once only: a container that goes away later is missed, not replaced.</summary>
    private async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        if (!make || _made)
        {
            return;
        }

        using HttpMessage message = requests.Create(RequestMethod.Put, "", ("restype", "container"));
        message.Request.Content = RequestContent.Create(ReadOnlyMemory<byte>.Empty);
        Response response = await requests.SendAsync(message, "Making the container", cancellationToken);
        // An identity with rights on the container alone may not make it; whether it is there, the request that follows tells.
        if (response.Status is not (201 or 403) && !Is(response, "ContainerAlreadyExists"))
        {
            throw requests.Refused("Making the container", response);
        }

        _made = true;
    }

    private HttpMessage PutBlob(string name, ReadOnlyMemory<byte> content)
    {
        HttpMessage message = requests.Create(RequestMethod.Put, name);
        message.Request.Headers.Add("x-ms-blob-type", "BlockBlob");
        message.Request.Content = RequestContent.Create(content);
        return message;
    }

    private HttpMessage PutBlockList(string name, IEnumerable<string> blocks)
    {
        HttpMessage message = requests.Create(RequestMethod.Put, name, ("comp", "blocklist"));
        string list = $"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{string.Concat(blocks.Select(static block => $"<Latest>{block}</Latest>"))}</BlockList>";
        message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(list));
        return message;
    }

    private async ValueTask<IReadOnlyList<string>> PutBlocksAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        // Blocks of two writers must not mix: each upload has ids of its own.
        var upload = Guid.NewGuid();
        string[] blocks = [.. Enumerable.Range(0, (content.Length + BlockBytes - 1) / BlockBytes)
            .Select(number => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{upload:N}{number:D5}"))))];
        await Parallel.ForAsync(0, blocks.Length, new ParallelOptions { MaxDegreeOfParallelism = BlocksAtOnce, CancellationToken = cancellationToken }, async (number, stop) =>
        {
            int from = number * BlockBytes;
            using HttpMessage message = requests.Create(RequestMethod.Put, name, ("comp", "block"), ("blockid", blocks[number]));
            message.Request.Content = RequestContent.Create(content.Slice(from, Math.Min(BlockBytes, content.Length - from)));
            await requests.SendAsync(message, "Storing a document", 201, stop);
        });
        return blocks;
    }

    private HttpMessage GetBlob(string name, long from)
    {
        HttpMessage message = requests.Create(RequestMethod.Get, name);
        message.Request.Headers.Add("x-ms-range", string.Create(CultureInfo.InvariantCulture, $"bytes={from}-{from + BlockBytes - 1}"));
        return message;
    }

    private void Copy(Response response, Span<byte> to)
    {
        ReadOnlySpan<byte> content = response.Content.ToMemory().Span;
        if (content.Length < to.Length)
        {
            throw requests.Refused("Reading a whole blob", response);
        }

        // An append may have come in between; what follows is not asked for.
        content[..to.Length].CopyTo(to);
    }

    private static long LengthOf(Response response) =>
        response.Headers.TryGetValue("Content-Range", out string? range) && range.LastIndexOf('/') is >= 0 and int slash
            ? long.Parse(range.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture)
            : response.Content.ToMemory().Length;

    private static bool Is(Response response, string code) => response.Headers.TryGetValue("x-ms-error-code", out string? value) && value == code;
}
