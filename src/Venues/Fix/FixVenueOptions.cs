using System.Net;
using System.Net.Security;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;
using Gateway.Fix.Transport;

namespace Gateway.Venues.Fix;

/// <summary>How to reach an exchange that speaks FIX 4.4.</summary>
public sealed record FixVenueOptions
{
    /// <summary>Name of the venue.</summary>
    public required string Name { get; init; }

    /// <summary>Number of the venue, from 1.</summary>
    public required ushort Venue { get; init; }

    /// <summary>Where the exchange listens; tried in turn.</summary>
    public required IReadOnlyList<EndPoint> Addresses { get; init; }

    /// <summary>TLS: the name to be verified and sent as SNI, a client certificate; null for plain TCP.</summary>
    public Func<SslClientAuthenticationOptions>? Tls { get; init; }

    /// <summary>Username (553) of the Logon; empty for none.</summary>
    public string Username { get; init; } = "";

    /// <summary>Password (554) of the Logon; empty for none.</summary>
    public string Password { get; init; } = "";

    /// <summary>Both sequence numbers start at 1 at each logon (141=Y).</summary>
    public bool ResetOnLogon { get; init; }

    /// <summary>Most messages that one ResendRequest asks for, the rest part by part; 0 for all at once.</summary>
    public int MaxMessagesInResendRequest { get; init; }

    /// <summary>An exchange that has fallen silent is sent a Logout before the connection is closed.</summary>
    public bool SendLogoutBeforeDisconnectFromTimeout { get; init; }

    /// <summary>When the session is open; null for always.</summary>
    public SessionSchedule? Schedule { get; init; }

    /// <summary>SendingTime of the exchange's messages must be within <see cref="MaxLatency"/> of the clock.</summary>
    public bool CheckLatency { get; init; } = true;

    /// <summary>Bound of <see cref="CheckLatency"/>.</summary>
    public TimeSpan MaxLatency { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>CompIDs of every message must be the session's.</summary>
    public bool CheckCompID { get; init; } = true;

    /// <summary>Holds the exchange's messages against a dictionary; null for none.</summary>
    public MessageValidator? Validator { get; init; }

    /// <summary>Who we are to it.</summary>
    public required string SenderCompID { get; init; }

    /// <summary>Who it is.</summary>
    public required string TargetCompID { get; init; }

    /// <summary>SenderSubID (50); empty for none.</summary>
    public string SenderSubID { get; init; } = "";

    /// <summary>SenderLocationID (142); empty for none.</summary>
    public string SenderLocationID { get; init; } = "";

    /// <summary>TargetSubID (57); empty for none.</summary>
    public string TargetSubID { get; init; } = "";

    /// <summary>TargetLocationID (143); empty for none.</summary>
    public string TargetLocationID { get; init; } = "";

    /// <summary>Sends NextExpectedMsgSeqNum (789) in Logon and resends at once what the exchange's says it misses.</summary>
    public bool EnableNextExpectedMsgSeqNum { get; init; }

    /// <summary>Sends LastMsgSeqNumProcessed (369) in every header.</summary>
    public bool EnableLastMsgSeqNumProcessed { get; init; }

    /// <summary>Digits of SendingTime.</summary>
    public TimestampPrecision TimestampPrecision { get; init; } = TimestampPrecision.Micros;

    /// <summary>Time for the answer to the Logon.</summary>
    public TimeSpan LogonTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for the answer to the Logout.</summary>
    public TimeSpan LogoutTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The installation's mark in client order ids; see <see cref="ClientOrderIds"/>.</summary>
    public required string Installation { get; init; }

    /// <summary>What is traded there.</summary>
    public required IReadOnlyList<VenueInstrument> Instruments { get; init; }

    /// <summary>Directory in which the session's sequence numbers outlive the process; null to keep them in memory.</summary>
    public string? StoreDirectory { get; init; }

    /// <summary>Keeps the session's sequence numbers in place of <see cref="StoreDirectory"/>; null for that.</summary>
    public FixStore? Store { get; init; }

    /// <summary>By which the exchange is reached.</summary>
    public FixNetwork Network { get; init; } = FixNetwork.Machine;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Requests that may wait for the adapter's thread.</summary>
    public int QueueCapacity { get; init; } = 1024;

    /// <summary>HeartBtInt, seconds.</summary>
    public int HeartBtInt { get; init; } = 10;

    /// <summary>
    /// Messages of the exchange that are asked for again after a restart: the last ones may have been read but not journaled when
    /// the process died. Their execution ids show which are new.
    /// </summary>
    public int ResendOverlap { get; init; } = 256;

    /// <summary>Time for the answer to a request; after it the outcome is open and is asked for.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time that the start waits for the Logon, unless an attempt fails before; the adapter goes on trying after it.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Wait before the first new attempt to connect; doubled after each that fails, up to 16 times.</summary>
    public TimeSpan ReconnectInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Shortest time between two quotes of an instrument.</summary>
    public TimeSpan QuoteInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Finished orders that are remembered, so that late and repeated reports are known for what they are.</summary>
    public int FinishedOrdersMax { get; init; } = 10_000;
}
