namespace Gateway.Fix.Codec;

/// <summary>
/// Message types as packed integers: the characters of MsgType (35), first in the lowest byte, so that a type of up to eight
/// characters is compared and switched on as one number.
/// </summary>
public static class MsgType
{
#pragma warning disable CS1591 // The names are the specification's own.
    public const ulong Heartbeat = '0', TestRequest = '1', ResendRequest = '2', Reject = '3', SequenceReset = '4', Logout = '5',
        Logon = 'A', XmlNonFix = 'n', ExecutionReport = '8', OrderCancelReject = '9', News = 'B', NewOrderSingle = 'D',
        OrderCancelRequest = 'F', OrderCancelReplaceRequest = 'G', OrderStatusRequest = 'H', MarketDataRequest = 'V',
        MarketDataSnapshot = 'W', MarketDataIncremental = 'X', MarketDataRequestReject = 'Y', AllocationInstructionAck = 'P',
        SecurityStatusRequest = 'e', SecurityStatus = 'f', QuoteRequest = 'R', SecurityDefinition = 'd', BusinessMessageReject = 'j', OrderMassCancelRequest = 'q',
        OrderMassCancelReport = 'r', TradeCaptureReportRequest = 'A' | ('D' << 8), OrderMassStatusRequest = 'A' | ('F' << 8),
        RequestForPositions = 'A' | ('N' << 8), PositionReport = 'A' | ('P' << 8), RequestForPositionsAck = 'A' | ('O' << 8);
#pragma warning restore CS1591

    /// <summary>Packs the characters of a message type; 0 when it is empty or longer than eight characters.</summary>
    public static ulong Pack(ReadOnlySpan<byte> value)
    {
        if ((uint)(value.Length - 1) > 7)
            return 0;
        ulong packed = 0;
        for (int i = value.Length - 1; i >= 0; i--)
            packed = (packed << 8) | value[i];
        return packed;
    }

    /// <summary>Writes the characters of a packed type; returns how many.</summary>
    public static int Unpack(ulong packed, Span<byte> destination)
    {
        int length = 0;
        for (; packed != 0; packed >>= 8)
            destination[length++] = (byte)packed;
        return length;
    }

    /// <summary>The characters of a packed type as text, for logs and settings.</summary>
    public static string ToText(ulong packed)
    {
        Span<byte> bytes = stackalloc byte[8];
        return System.Text.Encoding.ASCII.GetString(bytes[..Unpack(packed, bytes)]);
    }

    /// <summary>True for the types of the session layer: 0 to 5 and A. XMLnonFIX (n) is left to the application.</summary>
    public static bool IsAdmin(ulong type) => type is >= '0' and <= '5' or Logon;
}
