namespace Gateway.Fix.Codec;

/// <summary>Field numbers of the session layer and of the messages that the house exchanges (FIX 4.0 to 5.0SP2).</summary>
public static class Tag
{
#pragma warning disable CS1591 // The names are the specification's own.
    public const int Account = 1, AvgPx = 6, BeginSeqNo = 7, BeginString = 8, BodyLength = 9, CheckSum = 10, ClOrdID = 11, Commission = 12,
        CumQty = 14, Currency = 15, EndSeqNo = 16, ExecID = 17, ExecInst = 18, ExecRefID = 19, ExecTransType = 20, HandlInst = 21,
        SecurityIDSource = 22, LastPx = 31, LastQty = 32, MsgSeqNum = 34, MsgType = 35, NewSeqNo = 36, OrderID = 37, OrderQty = 38,
        OrdStatus = 39, OrdType = 40, OrigClOrdID = 41, PossDupFlag = 43, Price = 44, RefSeqNum = 45, SecurityID = 48, SenderCompID = 49,
        SenderSubID = 50, SendingTime = 52, Side = 54, Symbol = 55, TargetCompID = 56, TargetSubID = 57, Text = 58, TimeInForce = 59,
        TransactTime = 60, AllocID = 70, NoAllocs = 78, AllocAccount = 79, AllocQty = 80, RawDataLength = 95, RawData = 96, PossResend = 97,
        EncryptMethod = 98, StopPx = 99, CxlRejReason = 102, OrdRejReason = 103, HeartBtInt = 108, MaxFloor = 111, TestReqID = 112,
        OnBehalfOfCompID = 115, OnBehalfOfSubID = 116, OrigSendingTime = 122, GapFillFlag = 123, ExpireTime = 126, DeliverToCompID = 128,
        DeliverToSubID = 129, ResetSeqNumFlag = 141, SenderLocationID = 142, TargetLocationID = 143, OnBehalfOfLocationID = 144,
        DeliverToLocationID = 145, NoRelatedSym = 146, Headline = 148, ExecType = 150, LeavesQty = 151, SecurityType = 167,
        XmlDataLen = 212, XmlData = 213, MDReqID = 262, SubscriptionRequestType = 263, MarketDepth = 264, MDUpdateType = 265,
        NoMDEntryTypes = 267, NoMDEntries = 268, MDEntryType = 269, MDEntryPx = 270, MDEntrySize = 271, MDUpdateAction = 279,
        MDReqRejReason = 281, MessageEncoding = 347, EncodedTextLen = 354, EncodedText = 355, LastMsgSeqNumProcessed = 369,
        OnBehalfOfSendingTime = 370, RefTagID = 371, RefMsgType = 372, SessionRejectReason = 373, BusinessRejectRefID = 379,
        BusinessRejectReason = 380, MaxMessageSize = 383, NoMsgTypes = 384, CxlRejResponseTo = 434, PartyIDSource = 447, PartyID = 448,
        PartyRole = 452, NoPartyIDs = 453, MassCancelRequestType = 530, MassCancelResponse = 531, MassCancelRejectReason = 532,
        TotalAffectedOrders = 533, Username = 553, Password = 554, TotNumReports = 911, MassStatusReqID = 584, MassStatusReqType = 585,
        PosReqID = 710, NoPositions = 702, NoHops = 627, PosMaintRptID = 721, PosReqType = 724, PosReqResult = 728, NewPassword = 925,
        NextExpectedMsgSeqNum = 789, CopyMsgIndicator = 797, DisplayQty = 1138, ApplVerID = 1128, CstmApplVerID = 1129,
        ApplExtID = 1156, DefaultApplVerID = 1137, MassActionType = 1373, SessionStatus = 1409;
#pragma warning restore CS1591

    /// <summary>True for a field of the standard header (FIX 4.0 to FIXT.1.1), members of the Hops group included.</summary>
    public static bool IsHeader(int tag) => tag switch
    {
        BeginString or BodyLength or MsgType or SenderCompID or TargetCompID or OnBehalfOfCompID or DeliverToCompID or 90 or 91
            or MsgSeqNum or SenderSubID or SenderLocationID or TargetSubID or TargetLocationID or OnBehalfOfSubID
            or OnBehalfOfLocationID or DeliverToSubID or DeliverToLocationID or PossDupFlag or PossResend or SendingTime
            or OrigSendingTime or XmlDataLen or XmlData or MessageEncoding or LastMsgSeqNumProcessed or OnBehalfOfSendingTime
            or NoHops or 628 or 629 or 630 or ApplVerID or CstmApplVerID or ApplExtID => true,
        _ => false,
    };

    /// <summary>True for a field of the standard trailer.</summary>
    public static bool IsTrailer(int tag) => tag is CheckSum or 89 or 93;
}
