using System.Net;
using System.Net.Sockets;
using Gateway.Fix.Transport;

namespace Gateway.Fix.Tests;

/// <summary>The peer is bound to a processor, and the thread put on one before each look. Where there is but one, nobody is ever apart.</summary>
public sealed class PeerFollowerTests
{
    const int Requests = 64;

    static readonly int[] s_processors = Allowed();

    [Theory]
    [InlineData(0, 1, false, true)]
    [InlineData(1, 0, false, true)]
    [InlineData(0, 0, false, false)]
    [InlineData(0, 1, true, false)]
    public void A_thread_that_is_free_follows_a_peer_that_is_elsewhere(int own, int peer, bool bound, bool follows)
    {
        if (s_processors.Length < 2)
            return;
        (int moves, int[] allowed) = Serve(s_processors[own], s_processors[peer], bound);
        Assert.Equal(follows, moves > 0);
        Assert.Equal(bound ? [s_processors[own]] : s_processors, allowed);
    }

    [Fact]
    public void Looking_for_the_peer_makes_no_garbage()
    {
        if (s_processors.Length < 2)
            return;
        // The best of several: a collection that another test has caused counts too.
        long allocated = -1;
        for (int run = 0; run < 5 && allocated != 0; run++)
            Serve(s_processors[0], s_processors[1], bound: false, measured: bytes => allocated = bytes);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Another_thread_may_go_on_when_the_first_has_ended()
    {
        if (s_processors.Length < 2)
            return;
        PeerFollower? first = null;
        OnThread(() => first = PeerFollower.Create()).Join();
        Assert.Equal(0, Serve(s_processors[0], s_processors[1], bound: false, follower: first).Moves);
    }

    static (int Moves, int[] Allowed) Serve(int own, int peer, bool bound, Action<long>? measured = null, PeerFollower? follower = null)
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using Socket client = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(listener.LocalEndpoint);
        using Socket server = listener.AcceptSocket();
        server.NoDelay = true;
        Thread asking = OnThread(() => Ask(client, peer));
        (int, int[]) result = default;
        OnThread(() => result = Answer(server, own, bound, measured, follower)).Join();
        asking.Join();
        return result;
    }

    static void Ask(Socket socket, int processor)
    {
        Bind(processor);
        byte[] one = [1];
        for (int i = 0; i < Requests; i++)
        {
            socket.Send(one);
            socket.Receive(one);
        }
    }

    static (int Moves, int[] Allowed) Answer(Socket socket, int processor, bool bound, Action<long>? measured, PeerFollower? other)
    {
        if (bound)
            Bind(processor);
        Affinity affinity = new();
        using PeerFollower follower = other ?? PeerFollower.Create()!;
        byte[] one = [1];
        int descriptor = (int)socket.Handle;
        long allocated = 0;
        for (int i = 0; i < Requests; i++)
        {
            socket.Receive(one);
            socket.Send(one);
            affinity.MoveTo(processor);
            long before = GC.GetAllocatedBytesForCurrentThread();
            follower.Answered(descriptor);
            if (i >= Requests / 2) // Methods are compiled before.
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }
        measured?.Invoke(allocated);
        return (follower.Moves, Allowed());
    }

    static Thread OnThread(Action action)
    {
        Thread thread = new(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    static unsafe void Bind(int processor)
    {
        ulong* mask = stackalloc ulong[16];
        new Span<ulong>(mask, 16).Clear();
        mask[processor / 64] = 1UL << processor % 64;
        Assert.Equal(0, Libc.SetAffinity(0, 128, mask));
    }

    static unsafe int[] Allowed()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        ulong* mask = stackalloc ulong[16];
        new Span<ulong>(mask, 16).Clear();
        Assert.True(Libc.GetAffinity(0, 128, mask) >= 0);
        List<int> processors = [];
        for (int i = 0; i < 1_024; i++)
        {
            if ((mask[i / 64] >> i % 64 & 1) != 0)
                processors.Add(i);
        }
        return [.. processors];
    }
}
